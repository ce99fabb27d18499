//! Tests of the module `server`.

use crate::runtime::{Server, ServerError, Variable};

const SERVER: Server = Server::new(
    "https://{region}.a.example/{version}/{region}",
    &[Variable::new("region", "eu").values(&["eu", "us"]), Variable::new("version", "v1")],
);

#[test]
fn variables_have_values() {
    assert_eq!(SERVER.url(&[]).unwrap(), "https://eu.a.example/v1/eu");
    assert_eq!(SERVER.url(&[("region", "us"), ("version", "v2/rest")]).unwrap(), "https://us.a.example/v2/rest/us");
    assert_eq!(SERVER.url(&[("version", "{region}")]).unwrap(), "https://eu.a.example/{region}/eu");
    assert_eq!(SERVER.url(&[("region", "us"), ("region", "eu")]).unwrap(), "https://eu.a.example/v1/eu");
}

#[test]
fn variables_that_cannot_be() {
    let error = SERVER.url(&[("region", "mars")]).unwrap_err();
    assert_eq!(error.to_string(), "`region` is one of: eu, us");
    assert_eq!(SERVER.url(&[("Region", "eu")]).unwrap_err(), ServerError::Unknown { name: String::from("Region") });
    assert_eq!(Server::new("https://{a.example", &[]).url(&[]).unwrap(), "https://{a.example");
}
