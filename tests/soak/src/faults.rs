//! The faults of the server, and its handling of messages.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Result, ensure};
use matrix_openapi::client_server::{op, types};
use matrix_openapi::id::EventId;
use matrix_openapi::mock::{Homeserver, Sample, Stub};
use matrix_openapi::server::http::StatusCode;
use matrix_openapi::server::{ErrorResponse, Received, ServerEndpoint};

use crate::ledger::Ledger;

/// A fault, and the number of requests to which it has applied.
type Count = (String, Box<dyn Fn() -> u64>);

/// The stubs of all faults.
#[derive(Default)]
pub struct Faults {
    counts: Vec<Count>,
}

impl Faults {
    /// Registers the handling of messages and all faults.
    pub fn register(server: &Homeserver, ledger: &Arc<Ledger>) -> Self {
        let mut faults = Self::default();
        server.on(op::SendMessage).reply(handling(ledger));
        server.on(op::GetDevice).reply(|received| {
            types::ClientDevice::sample().with(|it| it.device_id = received.request.device_id)
        });
        // The server handles the message, but the client does not learn of it.
        let lost = |name: &str, every, faults: &mut Self| {
            faults.add(name, every, server.on(op::SendMessage).reply(handling(ledger)))
        };
        lost("lost response", 41, &mut faults).hang_up();
        lost("truncated response", 53, &mut faults).truncate(7);
        lost("slow response", 59, &mut faults).slow_body(Duration::from_millis(5));
        lost("late response", 67, &mut faults).after(Duration::from_millis(200));
        lost("endless response", 211, &mut faults).endless_body();
        let stub = |every, name: &str, faults: &mut Self| faults.add(name, every, server.on(op::SendMessage));
        stub(43, "rate limit", &mut faults).refuse(ErrorResponse::limited(Duration::from_millis(50)));
        stub(71, "unavailable", &mut faults).status(StatusCode::SERVICE_UNAVAILABLE);
        stub(73, "page of a proxy", &mut faults).html(StatusCode::BAD_GATEWAY);
        stub(79, "internal error", &mut faults).refuse(ErrorResponse::internal("on purpose"));
        faults.of_reads(server, op::Whoami);
        faults.of_reads(server, op::GetDevice);
        faults.of_reads(server, op::UploadContent);
        faults.of_reads(server, op::GetContentAuthed);
        faults.add("lost refresh", 3, server.on(op::Refresh)).hang_up();
        faults.add("unavailable refresh", 5, server.on(op::Refresh)).status(StatusCode::SERVICE_UNAVAILABLE);
        faults
    }

    /// Adds faults of an operation that changes nothing.
    fn of_reads<E: ServerEndpoint>(&mut self, server: &Homeserver, endpoint: E) {
        let id = E::OPERATION.id;
        self.add(&format!("hung up {id}"), 7, server.on(endpoint)).hang_up();
        self.add(&format!("truncated {id}"), 11, server.on(endpoint)).truncate(3);
        let limited = ErrorResponse::limited(Duration::from_millis(20));
        self.add(&format!("limited {id}"), 13, server.on(endpoint)).refuse(limited);
    }

    /// Adds a fault: the stub applies to every `every`-th request that reaches it.
    fn add<E: ServerEndpoint>(&mut self, name: &str, every: u64, stub: Stub<E>) -> Stub<E> {
        let asked = AtomicU64::new(0);
        let stub = stub.when(move |_| asked.fetch_add(1, Ordering::SeqCst) % every == every - 1);
        let counted = stub.clone();
        self.counts.push((name.to_owned(), Box::new(move || counted.count())));
        stub
    }

    pub fn summary(&self) -> String {
        let counts = self.counts.iter().map(|(name, count)| format!("{} {name}", count()));
        counts.collect::<Vec<_>>().join(", ")
    }

    /// # Errors
    /// If a fault has not occurred.
    pub fn verify(&self) -> Result<()> {
        for (name, count) in &self.counts {
            ensure!(count() > 0, "the fault `{name}` has not occurred; soak longer");
        }
        Ok(())
    }
}

/// Returns the handler of messages, whose event IDs have the number in the message.
fn handling(
    ledger: &Arc<Ledger>,
) -> impl FnMut(Received<op::SendMessage>) -> types::SendMessageResponse + Send + 'static {
    let ledger = Arc::clone(ledger);
    move |received| {
        let body: Option<String> = received.request.body.get_field("body").ok().flatten();
        let number = body.and_then(|body| body.parse().ok()).unwrap_or(usize::MAX);
        if let Ok(user) = received.user_id() {
            ledger.handle(user.as_str(), &received.request.txn_id, number);
        }
        types::SendMessageResponse::sample().with(|it| it.event_id = EventId::unchecked(format!("${number}")))
    }
}
