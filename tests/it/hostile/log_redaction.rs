//! Asserts that neither the log nor an error contains a secret.

use std::cell::RefCell;
use std::error::Error;
use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};

/// A word that all secrets of these tests contain, and nothing else.
pub const SECRET_MARK: &str = "hidden";

/// The log lines of the whole process that contain a secret, whichever test wrote them.
static LEAKS: Mutex<Vec<String>> = Mutex::new(Vec::new());

thread_local! {
    /// The log of this thread, if it is recorded.
    static RECORD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Installs loggers for both `log` and `tracing`, on all levels.
pub fn start() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Spans(AtomicU64::new(1))).unwrap();
        log::set_logger(&Lines).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// Records the log of this thread from now on.
pub fn record() {
    start();
    RECORD.set(Some(String::new()));
}

/// Returns the log of this thread since [`record`].
pub fn recorded() -> String {
    RECORD.take().unwrap()
}

/// Asserts that neither the error, in all its forms and with all its causes, nor the log contains a secret.
pub fn assert_discreet(error: &(dyn Error + 'static)) {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        write!(text, "{error}\n{error:?}\n{error:#?}\n").unwrap();
        next = error.source();
    }
    assert!(!text.contains(SECRET_MARK), "{text}");
    let leaks = LEAKS.lock().unwrap();
    assert!(leaks.is_empty(), "{leaks:?}");
}

/// Asserts that a value that a program may print contains no secret.
pub fn assert_hides(printed: &impl Debug) {
    let text = format!("{printed:?} {printed:#?}");
    assert!(!text.contains(SECRET_MARK), "{text}");
}

fn hear(line: &str) {
    if line.contains(SECRET_MARK) {
        LEAKS.lock().unwrap().push(line.to_owned());
    }
    RECORD.with_borrow_mut(|record| {
        if let Some(record) = record {
            writeln!(record, "{line}").unwrap();
        }
    });
}

struct Lines;

impl log::Log for Lines {
    fn enabled(&self, _: &log::Metadata) -> bool {
        true
    }

    fn log(&self, record: &log::Record) {
        hear(&format!("log {} {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

struct Spans(AtomicU64);

impl tracing::Subscriber for Spans {
    fn enabled(&self, _: &tracing::Metadata) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes) -> Id {
        let mut line = Line::new(span.metadata());
        span.record(&mut line);
        Id::from_u64(self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn record(&self, _: &Id, values: &Record) {
        values.record(&mut Line(String::new()));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &tracing::Event) {
        event.record(&mut Line::new(event.metadata()));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The fields of one record, which is logged when it is dropped.
struct Line(String);

impl Line {
    fn new(of: &tracing::Metadata) -> Self {
        Self(format!("tracing {} {}", of.target(), of.name()))
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        hear(&self.0);
    }
}
