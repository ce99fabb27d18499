//! Ends the reseller relationship with a customer.
//!
//! ```text
//! cargo run --example remove_relationship                   # against a service on this machine, at once
//! cargo run --example remove_relationship -- --dry-run      # prints the request, and sends nothing
//! PARTNER_CENTER_TOKEN=… cargo run --example remove_relationship -- CUSTOMER_ID     # against the real service
//! ```
//!
//! The last one is sent to the real service, after a confirmation. The exit code is 1 if the call failed, 2 for wrong
//! usage.

use std::env;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use bindery_tests::service::{CUSTOMER, Service, TOKEN};
use partner_center_contracts::client::{Client, Error};
use partner_center_contracts::operations::{
    DeletePartnerCustomerRelationship, DeletePartnerCustomerRelationshipRequired as Customer,
};
use partner_center_contracts::{SERVERS, Secret};

const USAGE: &str = "usage: remove_relationship [--dry-run] [CUSTOMER_ID]; a CUSTOMER_ID needs PARTNER_CENTER_TOKEN";

/// The arguments of the command line.
struct Arguments {
    dry_run: bool,
    customer_id: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Some(arguments) = arguments(env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let token = env::var("PARTNER_CENTER_TOKEN").ok().map(Secret::from);
    let outcome = match (arguments.customer_id, token) {
        (Some(customer_id), Some(token)) => for_real(&customer_id, token, arguments.dry_run).await,
        (Some(customer_id), None) if arguments.dry_run => for_real(&customer_id, Secret::from("none"), true).await,
        (None, _) => on_this_machine(arguments.dry_run).await,
        (Some(_), None) => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(error.as_ref());
            ExitCode::FAILURE
        }
    }
}

fn arguments(words: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut arguments = Arguments { dry_run: false, customer_id: None };
    for word in words {
        match word.as_str() {
            "--dry-run" => arguments.dry_run = true,
            option if option.starts_with('-') => return None,
            _ if arguments.customer_id.is_some() => return None,
            _ => arguments.customer_id = Some(word),
        }
    }
    Some(arguments)
}

async fn on_this_machine(dry_run: bool) -> Result<(), Box<dyn std::error::Error>> {
    let service = Service::start().await?;
    println!("service    {}, on this machine", service.base_url());
    send(&service.base_url(), CUSTOMER, Secret::from(TOKEN), dry_run).await
}

async fn for_real(customer_id: &str, token: Secret, dry_run: bool) -> Result<(), Box<dyn std::error::Error>> {
    let [server, ..] = SERVERS else { return Err("the description names no server".into()) };
    println!("service    {server}");
    if !dry_run && !confirmed(customer_id)? {
        println!("nothing was sent");
        return Ok(());
    }
    send(server, customer_id, token, dry_run).await
}

/// Returns `true` if the user types the id again.
fn confirmed(customer_id: &str) -> io::Result<bool> {
    print!("This ends the reseller relationship with {customer_id}. Type the id again to go on: ");
    io::stdout().flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim() == customer_id)
}

async fn send(server: &str, customer_id: &str, token: Secret, dry_run: bool) -> Result<(), Box<dyn std::error::Error>> {
    let customer = Customer { version: String::from("1"), customer_id: customer_id.to_owned() };
    let operation = DeletePartnerCustomerRelationship::end_reseller_relationship(customer);
    show(&operation.clone().authorization(token.clone()).into_request(server)?);
    if dry_run {
        println!("nothing was sent: this is a dry run");
        return Ok(());
    }
    let client = Client::new(server, token)?;
    let response = operation.send(&client).await?;
    println!("response   {}, {} bytes", response.status(), response.body().len());
    println!("ids        {:?}", response.ids());
    // The relationship has ended, whatever the response holds.
    match response.value() {
        Ok(customer) => println!("customer   {customer:?}"),
        Err(error) => println!("customer   not known: {error}"),
    }
    Ok(())
}

/// Prints a request. A header that is marked as sensitive is redacted by its own debug output.
fn show(request: &http::Request<Vec<u8>>) {
    println!("request    {} {}", request.method(), request.uri());
    for (name, value) in request.headers() {
        println!("           {name}: {value:?}");
    }
    println!("           {}", String::from_utf8_lossy(request.body()));
}

/// Prints an error with all of its sources, and the service's error message.
fn report(error: &(dyn std::error::Error + 'static)) {
    eprintln!("error: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        eprintln!("  because: {cause}");
        source = cause.source();
    }
    let service_error =
        error.downcast_ref::<Error>().and_then(Error::as_status).and_then(|status| status.service_error());
    if let Some(message) = service_error.and_then(|service_error| service_error.message.as_deref()) {
        eprintln!("  the service says: {message}");
    }
}
