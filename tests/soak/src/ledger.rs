//! The messages that were sent, handled and confirmed.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail, ensure};
use matrix_openapi::Error;

/// The state of each message, allocated at the start, so the memory does not grow.
pub struct Ledger {
    messages: Vec<Message>,
    transactions: Mutex<Transactions>,
    failures: Mutex<BTreeMap<&'static str, u64>>,
}

#[derive(Default)]
struct Message {
    /// The number of times that the message was handled, by different transaction IDs.
    handled: AtomicU8,
    expected: AtomicU8,
    confirmed: AtomicU8,
}

/// Hashes of all transaction IDs, each with its user.
#[derive(Default)]
struct Transactions {
    hasher: RandomState,
    known: HashSet<u64>,
    repeated: u64,
}

impl Transactions {
    /// Creates a set with room for this number, whose memory is in use from the start.
    fn with_room(number: usize) -> Self {
        let mut known: HashSet<u64> = (0..).take(number).collect();
        known.clear();
        Self { known, ..Self::default() }
    }
}

impl Ledger {
    pub fn new(number: usize) -> Self {
        let messages = std::iter::repeat_with(Message::default).take(number).collect();
        let transactions = Mutex::new(Transactions::with_room(number));
        Self { messages, transactions, failures: Mutex::default() }
    }

    /// Records that the server has received a message, which it handles unless it knows the transaction ID.
    pub fn handle(&self, user: &str, transaction: &str, number: usize) {
        let mut transactions = self.transactions.lock().unwrap_or_else(PoisonError::into_inner);
        let key = transactions.hasher.hash_one((user, transaction));
        if !transactions.known.insert(key) {
            transactions.repeated += 1;
            return;
        }
        if let Some(message) = self.messages.get(number) {
            message.handled.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Records that a message must be handled by the end.
    pub fn expect(&self, number: usize) {
        self.messages[number].expected.store(1, Ordering::SeqCst);
    }

    /// Records that the client has received the response to a message.
    ///
    /// # Errors
    /// If it is the response to another message, or the server has not handled the message.
    pub fn confirm(&self, number: usize, event_id: &str) -> Result<()> {
        ensure!(event_id == format!("${number}"), "message {number} got the response {event_id}");
        let message = &self.messages[number];
        message.confirmed.fetch_add(1, Ordering::SeqCst);
        ensure!(
            message.handled.load(Ordering::SeqCst) == 1,
            "message {number} is confirmed, but was not handled once"
        );
        Ok(())
    }

    /// Counts an error that a fault explains.
    ///
    /// # Errors
    /// If no fault explains it.
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
