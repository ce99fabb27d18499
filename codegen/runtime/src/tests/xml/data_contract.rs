//! Documents that .NET's `DataContractSerializer` wrote, and their values: our output is the same, byte for byte.

use super::{reads, wire};
use crate::runtime::{Unknown, XmlName, object};

const CONTRACTS: &str = "http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1";
const COLLECTIONS: &str = "http://schemas.datacontract.org/2004/07/Microsoft.Partner.Core.Collections";
const GENERIC: &str = "http://schemas.datacontract.org/2004/07/System.Collections.Generic";
const SECURITY: &str = "http://schemas.datacontract.org/2004/07/System.Security";
const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";

#[derive(Clone, Default)]
struct Customer {
    attributes: Option<Box<Attributes>>,
    custom_domains: Option<Vec<Option<String>>>,
    id: Option<String>,
    links: Option<Box<Links>>,
    user_credentials: Option<Box<Credentials>>,
    unknown: Unknown,
}

object! {
    Customer {
        0 => attributes: "attributes",
        1 => custom_domains: "customDomains"
            .items(XmlName { namespace: ARRAYS, local: "string", prefix: "" }),
        2 => id: "id",
        3 => links: "links",
        4 => user_credentials: "userCredentials",
    }
    shape("Customer", "Customer").namespace(CONTRACTS).ignore_case()
}

#[derive(Clone, Default)]
struct Attributes {
    etag: Option<String>,
    object_type: Option<String>,
    unknown: Unknown,
}

object! {
    Attributes {
        0 => etag: "etag",
        1 => object_type: "objectType",
    }
    shape("ResourceAttributes", "ResourceAttributes").namespace(COLLECTIONS).ignore_case()
}

#[derive(Clone, Default)]
struct Links {
    next: Option<Box<Link>>,
    own: Option<Box<Link>>,
    unknown: Unknown,
}

object! {
    Links {
        0 => next: "next",
        1 => own: "self",
    }
    shape("ResourceLinks", "ResourceLinks").namespace(COLLECTIONS).ignore_case()
}

#[derive(Clone, Default)]
struct Link {
    headers: Option<Vec<Header>>,
    method: Option<String>,
    uri: Option<String>,
    unknown: Unknown,
}

object! {
    Link {
        0 => headers: "headers"
            .items(XmlName { namespace: GENERIC, local: "KeyValuePairOfstringstring", prefix: "" }),
        1 => method: "method",
        2 => uri: "uri",
    }
    shape("Link", "Link").namespace(COLLECTIONS).ignore_case()
}

#[derive(Clone, Default)]
struct Header {
    key: Option<String>,
    value: Option<String>,
    unknown: Unknown,
}

object! {
    Header {
        0 => key: "key".always(),
        1 => value: "value".always(),
    }
    shape("KeyValuePair", "KeyValuePairOfstringstring").namespace(GENERIC).ignore_case()
}

#[derive(Clone, Default)]
struct Credentials {
    password: Option<Box<Password>>,
    user_name: Option<String>,
    unknown: Unknown,
}

object! {
    Credentials {
        0 => password: "password",
        1 => user_name: "userName",
    }
    shape("UserCredentials", "UserCredentials").namespace(CONTRACTS).ignore_case()
}

#[derive(Clone, Default)]
struct Password {
    length: Option<i32>,
    unknown: Unknown,
}

object! {
    Password {
        0 => length: "length",
    }
    shape("SecureString", "SecureString").namespace(SECURITY).ignore_case()
}

wire! {
    empty: Customer::default()
        => r#"<Customer xmlns="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/>"#;
    no_domains: domains(&[])
        => r#"<Customer xmlns="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><customDomains xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"/></Customer>"#;
    domains_nulls_and_empty: domains(&[Some(""), None, Some(" "), Some("z")])
        => r#"<Customer xmlns="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><customDomains xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><a:string/><a:string i:nil="true"/><a:string> </a:string><a:string>z</a:string></customDomains></Customer>"#;
    header_nulls: links(Links {
            own: Some(Box::new(link(&[(Some("k-only"), None), (None, Some("v-only")), (None, None), (Some(""), Some(""))]))),
            ..Default::default()
        })
        => r#"<Customer xmlns="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><links xmlns:a="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Core.Collections"><a:self><a:headers xmlns:b="http://schemas.datacontract.org/2004/07/System.Collections.Generic"><b:KeyValuePairOfstringstring><b:key>k-only</b:key><b:value i:nil="true"/></b:KeyValuePairOfstringstring><b:KeyValuePairOfstringstring><b:key i:nil="true"/><b:value>v-only</b:value></b:KeyValuePairOfstringstring><b:KeyValuePairOfstringstring><b:key i:nil="true"/><b:value i:nil="true"/></b:KeyValuePairOfstringstring><b:KeyValuePairOfstringstring><b:key/><b:value/></b:KeyValuePairOfstringstring></a:headers></a:self></links></Customer>"#;
    credentials: with_credentials()
        => r#"<Customer xmlns="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><userCredentials><password xmlns:a="http://schemas.datacontract.org/2004/07/System.Security"><a:length>8</a:length></password><userName>admin@contoso.example</userName></userCredentials></Customer>"#;
    escapes: Customer {
            attributes: Some(Box::new(Attributes { etag: Some(r#"W/"x""#.into()), ..Default::default() })),
            id: Some(r#"a & b < c > d " e ' f ]]> g <![CDATA[x]]> &amp; &#65; <!-- c --> <?pi?> %41+%20 \ / {"j":1}"#.into()),
            ..domains(&[Some("<a/>"), Some("&lt;"), Some("'\"")])
        }
        => r#"<Customer xmlns="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><attributes xmlns:a="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Core.Collections"><a:etag>W/"x"</a:etag></attributes><customDomains xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><a:string>&lt;a/&gt;</a:string><a:string>&amp;lt;</a:string><a:string>'"</a:string></customDomains><id>a &amp; b &lt; c &gt; d " e ' f ]]&gt; g &lt;![CDATA[x]]&gt; &amp;amp; &amp;#65; &lt;!-- c --&gt; &lt;?pi?&gt; %41+%20 \ / {"j":1}</id></Customer>"#;
    new_lines: Customer { id: Some("lf\nlf".into()), ..domains(&[Some("\n"), Some("\r"), Some("\r\n"), Some("a\n"), Some("\rb")]) }
        => "<Customer xmlns=\"http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><customDomains xmlns:a=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\"><a:string>\n</a:string><a:string>&#xD;</a:string><a:string>&#xD;\n</a:string><a:string>a\n</a:string><a:string>&#xD;b</a:string></customDomains><id>lf\nlf</id></Customer>";
    empty_objects: Customer {
            attributes: Some(Box::default()),
            user_credentials: Some(Box::new(Credentials { password: Some(Box::default()), ..Default::default() })),
            ..links(Links { next: Some(Box::default()), own: Some(Box::new(link(&[]))), ..Default::default() })
        }
        => r#"<Customer xmlns="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><attributes xmlns:a="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Core.Collections"/><links xmlns:a="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Core.Collections"><a:next/><a:self><a:headers xmlns:b="http://schemas.datacontract.org/2004/07/System.Collections.Generic"/></a:self></links><userCredentials><password xmlns:a="http://schemas.datacontract.org/2004/07/System.Security"/></userCredentials></Customer>"#;
}

reads! {
    // XmlSerializer: no namespaces, indented, another case of the items.
    without_namespaces: "<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<Customer xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">\r\n  <links>\r\n    <self>\r\n      <headers>\r\n        <KeyValuePairOfStringString>\r\n          <key>k</key>\r\n          <value />\r\n        </KeyValuePairOfStringString>\r\n      </headers>\r\n    </self>\r\n  </links>\r\n</Customer>"
        => links(Links { own: Some(Box::new(link(&[(Some("k"), Some(""))]))), ..Default::default() });
    // Plain classes: Pascal case, all nulls written, other prefixes.
    in_pascal_case: r#"<c:Customer xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns:c="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1"><c:Attributes x:nil="true"/><c:CustomDomains x:nil="true"/><c:Id x:nil="true"/><c:Links x:nil="true"/><c:UserCredentials><c:Password xmlns:d2p1="http://schemas.datacontract.org/2004/07/System.Security"><d2p1:Length>8</d2p1:Length></c:Password><c:UserName>admin@contoso.example</c:UserName></c:UserCredentials></c:Customer>"#
        => with_credentials();
}

fn domains(domains: &[Option<&str>]) -> Customer {
    let domains = domains.iter().map(|domain| domain.map(String::from)).collect();
    Customer { custom_domains: Some(domains), ..Default::default() }
}

fn links(links: Links) -> Customer {
    Customer { links: Some(Box::new(links)), ..Default::default() }
}

fn link(headers: &[(Option<&str>, Option<&str>)]) -> Link {
    let headers = headers.iter().map(|(key, value)| Header {
        key: key.map(String::from),
        value: value.map(String::from),
        ..Default::default()
    });
    Link { headers: Some(headers.collect()), ..Default::default() }
}

fn with_credentials() -> Customer {
    let credentials = Credentials {
        password: Some(Box::new(Password { length: Some(8), ..Default::default() })),
        user_name: Some("admin@contoso.example".into()),
        ..Default::default()
    };
    Customer { user_credentials: Some(Box::new(credentials)), ..Default::default() }
}
