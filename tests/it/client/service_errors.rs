//! Error responses: the decoded errors, in all shapes.

use partner_center_contracts::Any;
use partner_center_contracts::client::{Error, RetryPolicy, ServiceError, ServiceErrorCode};

use super::script::{Script, Step, json, response};
use super::{builder, client, operation};

async fn error(step: Step) -> Error {
    let script = Script::start([step]).await;
    operation().send(&client(&script.base_url())).await.unwrap_err()
}

/// The service error of a body, on one line.
async fn service_error(content_type: &str, body: &str) -> String {
    let header = format!("Content-Type: {content_type}\r\n");
    let error = error(response("400 Bad Request", &header, body)).await;
    let status = error.as_status().unwrap();
    assert_eq!(status.body().as_ref(), body.as_bytes());
    let Some(service_error) = status.service_error() else { return String::from("none") };
    let code = match &service_error.code {
        Some(ServiceErrorCode::Number(number)) => format!("{number}"),
        Some(ServiceErrorCode::String(text)) => format!("{text:?}"),
        _ => String::from("-"),
    };
    format!("{code} {:?} {:?} {:?}", service_error.name, service_error.message, service_error.is_retryable)
}

#[tokio::test]
async fn every_shape_of_service_error_is_read() {
    let cases = [
        ("application/json", r#"{"code":2007,"description":"No such place.","data":[],"source":"Front"}"#),
        ("application/json; charset=utf-8", r#"{"code":"2007","description":"No such place.","data":null}"#),
        (
            "application/json",
            r#"{"code":"NotThere","message":"Gone.","description":"","errorName":"N","isRetryable":true}"#,
        ),
        (
            "application/json",
            r#"{"code":600061,"message":"M","errorName":"Exists","isRetryable":false,"parameters":{}}"#,
        ),
        ("application/json", r#"{ "statusCode": 429, "message": "Try again." }"#),
        ("application/json", r#"{"error":"invalid_grant","error_description":"Signed out.","error_codes":[1,2]}"#),
        ("application/json", r#"{"error":{"code":"Denied","message":"No.","innererror":{"x":1}}}"#),
        ("application/json", r#"{"odata.error":{"code":"Old","message":"No."}}"#),
        ("application/json", r#"{"code":"007","isRetryable":"False"}"#),
        ("application/json", r#"{"code":18446744073709551615}"#),
        ("application/json; charset=klingon", r#"{"code":5}"#),
        (
            "application/problem+json",
            r#"{"type":"urn:full","title":"Full","status":409,"detail":"The shelf is full."}"#,
        ),
        ("application/json", r#"{"Message":"The request is invalid."}"#),
        ("application/xml", "<Error><Message>The request is invalid.</Message></Error>"),
        ("text/plain", "Service is down."),
        ("Text/Plain; Charset=iso-8859-1", "Service is down."),
        ("text/xml", "<?xml version='1.0' encoding='utf-16'?><Error><Message>From .NET.</Message></Error>"),
        ("text/plain; charset=utf-8", r#"{"code":1,"description":"JSON all the same"}"#),
        ("text/html", "<html><body>Bad gateway</body></html>"),
        ("application/json", "not json"),
        ("application/json", "[1,2]"),
        ("application/json", r#"{"other":1}"#),
        ("application/octet-stream", "\u{1}\u{2}"),
        ("application/json", ""),
    ];
    let mut said = String::new();
    for (content_type, body) in cases {
        said += &service_error(content_type, body).await;
        said.push('\n');
    }
    insta::assert_snapshot!(said);
}

#[tokio::test]
async fn a_service_error_says_what_to_do() {
    let body = r#"{"code":2000,"description":"Refused."}"#;
    let error =
        error(response("429 Slow", "Content-Type: application/json\r\nRetry-After: 1\r\nms-requestid: t\r\n", body))
            .await;
    let status = error.as_status().unwrap();
    assert_eq!(status.service_error().unwrap().code, Some(ServiceErrorCode::Number(2000)));
    assert_eq!(status.retry_after().unwrap().as_secs(), 1);
    assert_eq!(status.ids().idempotency_key.returned.as_deref(), Some("t"));
    assert_eq!(status.headers()["retry-after"], "1");
    let any: Any = status.decode().unwrap();
    assert!(any.as_map().unwrap().contains_key("description"));
    let text = error.to_string();
    let start = "the service responded 429 Too Many Requests, code 2000, retry after 1 s (4 attempts, request ";
    assert!(text.starts_with(start), "{text}");
}

/// The status is the error, even if the body is too large or incomplete.
#[tokio::test]
async fn a_status_is_reported_even_if_its_body_is_incomplete() {
    let head = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n";
    let broken = Step::WriteAndClose([head.as_bytes(), b"{\"code\":"].concat());
    for (step, kept) in [(broken, 8), (Step::Flood(head.into(), 1 << 10), 16 << 20)] {
        let error = error(step).await;
        let status = error.as_status().unwrap();
        assert_eq!((status.status().as_u16(), status.body().len(), status.is_truncated()), (400, kept, true));
        assert!(status.decode::<Any>().is_err());
    }
}

/// A body is decoded as an error response on request, once, and only if it is small. The declared type has no such
/// limit.
#[tokio::test]
async fn a_service_error_is_read_of_a_small_body_alone() {
    for (length, is_read) in [(ServiceError::MAX_BODY, true), (ServiceError::MAX_BODY + 1, false)] {
        let start = r#"{"code":5,"isRetryable":false,"filler":""#;
        let body = format!("{start}{}\"}}", "x".repeat(length - start.len() - 2));
        assert_eq!(body.len(), length);
        let error = error(json("503 Busy", &body)).await;
        let status = error.as_status().unwrap();
        assert_eq!((status.service_error().is_some(), status.body().len()), (is_read, length));
        assert_eq!(status.attempts() == 1, is_read, "what it says of another attempt is read of the same");
        assert_eq!(error.is_retryable(), !is_read);
        assert_eq!(error.to_string().contains("code 5"), is_read);
        assert!(status.decode::<Any>().is_ok());
        let [first, second] =
            [status.service_error(), status.service_error()].map(|service_error| service_error.map(std::ptr::from_ref));
        assert_eq!(first, second, "it is read once");
    }
}

/// Redirects are not followed: the request would change its method, or go to another host with its secrets.
#[tokio::test]
async fn a_redirect_is_a_response() {
    let other = Script::start([json("200 OK", "{}")]).await;
    for code in [301, 302, 303, 307, 308] {
        let location = format!("Location: {}/\r\n", other.base_url());
        let error = error(response(&format!("{code} X"), &location, "")).await;
        assert_eq!(error.status().unwrap().as_u16(), code);
    }
    assert_eq!(other.seen().len(), 0);
}

#[tokio::test]
async fn errors_say_if_a_retry_may_help() {
    for (status, is_retryable) in
        [(400, false), (401, false), (403, false), (404, false), (409, false), (429, true), (500, true), (503, true)]
    {
        let script = Script::start([response(&format!("{status} X"), "", "")]).await;
        let client = builder(&script.base_url()).retry(RetryPolicy::none()).build().unwrap();
        let error = operation().send(&client).await.unwrap_err();
        assert_eq!((error.is_retryable(), error.is_throttled()), (is_retryable, status == 429), "{status}");
    }
}

/// A body in another charset, which the header or the document declares.
#[tokio::test]
async fn a_service_error_may_be_in_another_charset() {
    let document = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><Error><Message>Zu spät.</Message></Error>";
    let latin1: Vec<u8> = document.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    for content_type in ["text/xml; charset=ISO-8859-1", "text/xml", "application/json"] {
        let header = format!("Content-Type: {content_type}\r\n");
        let error = error(response("400 Bad", &header, &latin1)).await;
        let service_error = error.as_status().unwrap().service_error().unwrap();
        assert_eq!(service_error.message.as_deref(), Some("Zu spät."), "{content_type}");
    }
}

/// A code in an unusual form may be anything, and is not shown.
#[test]
fn a_code_is_shown_if_it_looks_like_one() {
    for (text, is_shown) in [("Not.There-1_2:3", true), ("my words", false), ("a\"b", false)] {
        let code = ServiceErrorCode::String(text.to_owned());
        assert_eq!(code.to_string() == text, is_shown, "{text}");
        assert_eq!(format!("{code:?}").contains(text), is_shown, "{text}");
    }
    assert_eq!(ServiceErrorCode::String("x".repeat(65)).to_string(), "(not shown)");
}
