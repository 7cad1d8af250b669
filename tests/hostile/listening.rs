//! All that the program's log gets, and all that errors show.

use std::error::Error;
use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};

use crate::WORD;

static HEARD: Mutex<String> = Mutex::new(String::new());

/// Listens to both ways in which libraries log, on all levels.
pub fn start() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Spans(AtomicU64::new(1))).unwrap();
        log::set_logger(&Lines).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

pub fn heard() -> String {
    HEARD.lock().unwrap().clone()
}

/// Neither the error, in any of its forms and with all of its causes, nor the log tells a secret.
pub fn assert_discreet(error: &(dyn Error + 'static)) {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        write!(text, "{error}\n{error:?}\n{error:#?}\n").unwrap();
        next = error.source();
    }
    assert!(!text.contains(WORD), "{text}");
    assert!(!heard().contains(WORD), "{}", heard());
}

/// The same for whatever else a program may print.
pub fn assert_hides(shown: &impl Debug) {
    let text = format!("{shown:?} {shown:#?}");
    assert!(!text.contains(WORD), "{text}");
}

struct Lines;

impl log::Log for Lines {
    fn enabled(&self, _: &log::Metadata) -> bool {
        true
    }

    fn log(&self, record: &log::Record) {
        writeln!(HEARD.lock().unwrap(), "log {} {}", record.target(), record.args()).unwrap();
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

/// The fields of one record, which are heard when it is complete.
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
        writeln!(HEARD.lock().unwrap(), "{}", self.0).unwrap();
    }
}
