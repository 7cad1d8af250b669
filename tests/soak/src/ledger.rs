//! Which messages were sent, handled and confirmed.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail, ensure};
use matrix_openapi::Error;

/// How many transaction IDs the server remembers.
const REMEMBERED: usize = 20_000;

/// The state of each message, allocated at the start, so memory stays as it is.
pub struct Ledger {
    messages: Vec<Message>,
    transactions: Mutex<Transactions>,
    failures: Mutex<BTreeMap<&'static str, u64>>,
}

#[derive(Default)]
struct Message {
    /// How often it was handled, by different transaction IDs.
    handled: AtomicU8,
    expected: AtomicU8,
    confirmed: AtomicU8,
}

/// The latest transaction IDs.
#[derive(Default)]
struct Transactions {
    known: HashSet<String>,
    order: VecDeque<String>,
    repeated: u64,
}

impl Ledger {
    pub fn new(messages: usize) -> Self {
        let messages = std::iter::repeat_with(Message::default).take(messages).collect();
        Self { messages, transactions: Mutex::default(), failures: Mutex::default() }
    }

    /// The server has a message: it handles it unless it knows the transaction ID.
    pub fn handle(&self, user: &str, transaction: &str, number: usize) {
        let key = format!("{user} {transaction}");
        let mut transactions = self.transactions.lock().unwrap_or_else(PoisonError::into_inner);
        if !transactions.known.insert(key.clone()) {
            transactions.repeated += 1;
            return;
        }
        transactions.order.push_back(key);
        if transactions.order.len() > REMEMBERED
            && let Some(oldest) = transactions.order.pop_front()
        {
            transactions.known.remove(&oldest);
        }
        if let Some(message) = self.messages.get(number) {
            message.handled.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// A message must be handled by the end.
    pub fn expect(&self, number: usize) {
        self.messages[number].expected.store(1, Ordering::SeqCst);
    }

    /// The client has the server's response to a message.
    ///
    /// # Errors
    /// If it is that of another message, or the server has not handled it.
    pub fn confirm(&self, number: usize, event_id: &str) -> Result<()> {
        ensure!(event_id == format!("${number}"), "message {number} got the response {event_id}");
        let message = &self.messages[number];
        message.confirmed.fetch_add(1, Ordering::SeqCst);
        ensure!(
            message.handled.load(Ordering::SeqCst) == 1,
            "message {number} is confirmed, but not handled once"
        );
        Ok(())
    }

    /// Counts an error that a fault explains.
    ///
    /// # Errors
    /// If none does.
    pub fn fail(&self, error: &Error) -> Result<()> {
        let kind = match error {
            Error::Api(error) if error.is_temporary() => "temporary",
            Error::Transport { .. } => "transport",
            Error::Timeout { .. } => "timeout",
            Error::Session { .. } if error.is_temporary() => "refresh",
            error if error.to_string().contains("longer than") => "too large",
            error => bail!("an error that no fault explains: {error:?}"),
        };
        *self.failures.lock().unwrap_or_else(PoisonError::into_inner).entry(kind).or_default() += 1;
        Ok(())
    }

    pub fn summary(&self) -> String {
        let count = |state: fn(&Message) -> &AtomicU8| {
            self.messages.iter().map(|message| u64::from(state(message).load(Ordering::SeqCst))).sum::<u64>()
        };
        let repeated = self.transactions.lock().unwrap_or_else(PoisonError::into_inner).repeated;
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        format!(
            "messages: {} handled, {} to be handled, {} confirmed, {repeated} repetitions; errors that the program saw: {failures:?}",
            count(|message| &message.handled),
            count(|message| &message.expected),
            count(|message| &message.confirmed),
        )
    }

    /// # Errors
    /// If a message was lost or handled twice.
    pub fn verify(&self) -> Result<()> {
        for (number, message) in self.messages.iter().enumerate() {
            let handled = message.handled.load(Ordering::SeqCst);
            ensure!(handled <= 1, "message {number} was handled {handled} times");
            ensure!(handled >= message.expected.load(Ordering::SeqCst), "message {number} was lost");
        }
        Ok(())
    }
}
