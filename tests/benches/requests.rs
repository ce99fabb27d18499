//! Making requests, and sending them over loopback: `cargo bench -p bindery-tests --bench requests`.
//!
//! `build` makes a request and sends nothing; the allocations are below each time. `send` calls a service on this
//! machine that responds at once with the same bytes, one call after the other: `ours` by the client, `reqwest` as one
//! would write it by hand for this request, with a body of the same customer and new ids, but without any code of ours.
//! Divide medians of one run: `ours` may take 1.05 times what `reqwest` does.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on ends")]

use bindery_tests::of_customer;
use std::sync::LazyLock;

use divan::{AllocProfiler, Bencher, black_box};
use partner_center_contracts::models::{Customer, RelationshipToPartner, ResourceAttributes};
use partner_center_contracts::operations::DeletePartnerCustomerRelationship;
use partner_center_contracts::{MediaType, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const TOKEN: &str = "a.token-of_the~loopback+service/0=";
const CUSTOMER: &str = "b67f0b06-7d3d-4b5b-8e6e-2b1a9f7c0001";
const FULL: &str = include_str!("../fixtures/partner/customer.full.json");
const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

/// The address of the service, which runs on a separate thread.
static SERVICE: LazyLock<String> = LazyLock::new(|| {
    let runtime = runtime();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        runtime.block_on(async {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream));
            }
        });
    });
    format!("http://{address}")
});

fn main() {
    // The service starts a runtime, which is impossible within another.
    LazyLock::force(&SERVICE);
    divan::Divan::default().sample_count(400).sample_size(20).config_with_args().main();
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Responds to every request. Those of this bench end with the brace of their body.
async fn serve(mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut bytes = Vec::new();
    while stream.read_buf(&mut bytes).await.is_ok_and(|count| count > 0) {
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        if head.is_some_and(|head| bytes.len() > head + 4) && bytes.ends_with(b"}") {
            bytes.clear();
            if stream.write_all(RESPONSE).await.is_err() {
                return;
            }
        }
    }
}

fn sparse() -> Customer {
    Customer::new()
        .with_relationship_to_partner(RelationshipToPartner::None)
        .with_attributes(ResourceAttributes::new().with_object_type("Customer"))
}

fn operation(customer: Customer) -> DeletePartnerCustomerRelationship {
    DeletePartnerCustomerRelationship::new(of_customer(CUSTOMER), customer)
}

/// Makes requests of a prepared customer.
fn build(bencher: Bencher<'_, '_>, customer: &Customer, content_type: MediaType) {
    bencher.with_inputs(|| customer.clone()).bench_local_values(|customer| {
        let operation = operation(customer).content_type(content_type).authorization(TOKEN);
        operation.into_request(black_box("https://api.partnercenter.microsoft.com")).unwrap()
    });
}

#[divan::bench(args = [MediaType::ApplicationJson, MediaType::ApplicationXml, MediaType::ApplicationXWwwFormUrlencoded])]
fn build_sparse(bencher: Bencher<'_, '_>, content_type: MediaType) {
    build(bencher, &sparse(), content_type);
}

#[divan::bench(args = [MediaType::ApplicationJson, MediaType::ApplicationXml])]
fn build_full(bencher: Bencher<'_, '_>, content_type: MediaType) {
    build(bencher, &json::from_str(FULL).unwrap(), content_type);
}

#[divan::bench_group]
mod send {
    use std::time::Duration;

    use divan::Bencher;
    use partner_center_contracts::client::Client;
    use partner_center_contracts::json;
    use uuid::Uuid;

    use super::{CUSTOMER, SERVICE, TOKEN, operation, runtime, sparse};

    #[divan::bench]
    fn ours(bencher: Bencher<'_, '_>) {
        let runtime = runtime();
        let client = Client::builder(&SERVICE).token(TOKEN).timeout(Duration::from_secs(60)).build().unwrap();
        bencher.counter(1_usize).bench_local(|| {
            let response = runtime.block_on(operation(sparse()).send(&client)).unwrap();
            assert_eq!(response.body().as_ref(), b"{}");
        });
    }

    #[divan::bench]
    fn reqwest(bencher: Bencher<'_, '_>) {
        let runtime = runtime();
        let client = reqwest::Client::builder().user_agent("partner-center-contracts/0.1.0").build().unwrap();
        let id = || Uuid::new_v4().to_string();
        bencher.counter(1_usize).bench_local(|| {
            let body = runtime.block_on(async {
                let request = client
                    .patch(format!("{}/v1/customers/{CUSTOMER}", *SERVICE))
                    .bearer_auth(TOKEN)
                    .header("accept", "application/json")
                    .header("content-type", "application/json")
                    .header("ms-requestid", id())
                    .header("ms-correlationid", id())
                    .timeout(Duration::from_secs(60))
                    .body(json::to_vec(&sparse()).unwrap());
                request.send().await.unwrap().bytes().await.unwrap()
            });
            assert_eq!(body.as_ref(), b"{}");
        });
    }
}
