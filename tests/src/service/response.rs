//! Responses of the service: the changed customer, or an error response, with their headers.

use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::json;

use super::{CUSTOMER, Change};

const REQUEST_ID: HeaderName = HeaderName::from_static("ms-requestid");
const CORRELATION_ID: HeaderName = HeaderName::from_static("ms-correlationid");

/// The namespaces of a customer in XML, and of the definitions that it shares with others.
const CUSTOMERS: &str = "http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1";
const COLLECTIONS: &str = "http://schemas.datacontract.org/2004/07/Microsoft.Partner.Core.Collections";

/// A media type of the service's responses.
#[derive(Clone, Copy, Debug)]
pub(super) enum Accepted {
    Json(&'static str),
    Xml(&'static str),
}

impl Accepted {
    /// The media type that a request accepts.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        match headers.get(ACCEPT)?.to_str().ok()? {
            "application/json" => Some(Self::Json("application/json; charset=utf-8")),
            "text/json" => Some(Self::Json("text/json; charset=utf-8")),
            "application/xml" => Some(Self::Xml("application/xml; charset=utf-8")),
            "text/xml" => Some(Self::Xml("text/xml; charset=utf-8")),
            _ => None,
        }
    }
}

/// The customer after a change: in JSON with the names and the nulls of the service's PATCH responses.
pub(super) fn changed(accepted: Accepted, change: &Change, headers: &HeaderMap) -> Response {
    let relationship = change.relationship.as_deref().unwrap_or("reseller");
    let access = change.delegated_access.as_deref() != Some("false");
    let (media_type, body) = match accepted {
        Accepted::Json(media_type) => {
            let customer = json!({
                "Id": CUSTOMER,
                "CommerceId": null,
                "AllowDelegatedAccess": access,
                "RelationshipToPartner": relationship,
                "Attributes": { "ObjectType": "Customer" },
                "EnableGDAPByDefault": false,
            });
            (media_type, customer.to_string())
        }
        Accepted::Xml(media_type) => {
            let identifier = if relationship == "none" { "None" } else { "Reseller" };
            let customer = format!(
                "<Customer xmlns=\"{CUSTOMERS}\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">\
                 <AllowDelegatedAccess>{access}</AllowDelegatedAccess>\
                 <Attributes xmlns:a=\"{COLLECTIONS}\"><a:ObjectType>Customer</a:ObjectType></Attributes>\
                 <CommerceId i:nil=\"true\"/><Id>{CUSTOMER}</Id>\
                 <RelationshipToPartner>{identifier}</RelationshipToPartner></Customer>"
            );
            (media_type, customer)
        }
    };
    response(StatusCode::OK, media_type, body, headers)
}

/// An error response in the service's own shape, whose code is documented as a string and sent as an integer.
pub(super) fn service_error(status: StatusCode, code: &str, description: &str, headers: &HeaderMap) -> Response {
    let code: Option<u32> = code.parse().ok();
    let body = json!({ "code": code, "description": description, "data": [], "source": "Loopback" });
    response(status, "application/json; charset=utf-8", body.to_string(), headers)
}

/// A rejected attempt, each in another way.
pub(super) fn turned_away(attempt: u32, headers: &HeaderMap) -> Response {
    let status = match attempt % 5 {
        1 => StatusCode::SERVICE_UNAVAILABLE,
        2 => StatusCode::TOO_MANY_REQUESTS,
        3 => StatusCode::INTERNAL_SERVER_ERROR,
        4 => StatusCode::BAD_GATEWAY,
        _ => StatusCode::GATEWAY_TIMEOUT,
    };
    let body = json!({ "statusCode": status.as_u16(), "message": "Not now." });
    let mut response = response(status, "application/json", body.to_string(), headers);
    if status == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

/// The response of a gateway that got no response from the service behind it.
pub(super) fn lost(headers: &HeaderMap) -> Response {
    response(StatusCode::GATEWAY_TIMEOUT, "text/html", String::from("<html></html>"), headers)
}

/// The correlation id is returned unchanged; the request id is the service's own, with that of the request in it.
fn response(status: StatusCode, media_type: &'static str, body: String, headers: &HeaderMap) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let own = response.headers_mut();
    own.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    own.insert("ms-cv", HeaderValue::from_static("Loopback.0"));
    own.insert("ms-serverid", HeaderValue::from_static("00000001"));
    own.insert("x-locale", HeaderValue::from_static("en-US"));
    if let Some(id) = headers.get(CORRELATION_ID) {
        own.insert(CORRELATION_ID, id.clone());
    }
    if let Some(id) =
        headers.get(REQUEST_ID).and_then(|id| HeaderValue::from_bytes(&[id.as_bytes(), b".0"].concat()).ok())
    {
        own.insert(REQUEST_ID, id);
    }
    response
}
