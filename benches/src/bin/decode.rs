//! How long reading a sync of about 10 MB takes: `decode [--rounds 15] [--seed 1]`.
//!
//! Twice: in this process, where the allocator already has the memory, and in a new process for each
//! reading, as it is with the first sync of a program.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

use bytes::Bytes;
use matrix_openapi_benches::contenders::{CONTENDERS, Contender, Failure, RATIOS, RECORDED};
use matrix_openapi_benches::figures::{argument, least, median, paired};
use matrix_openapi_benches::results::{Comparison, Record};
use matrix_openapi_benches::sync;

/// The milliseconds of all rounds of one contender.
#[derive(Default)]
struct Times {
    warm: Vec<f64>,
    dropped: Vec<f64>,
    fresh: Vec<f64>,
}

type All = [Times; CONTENDERS.len()];

fn main() -> Result<(), Failure> {
    if let Some(contender) = CONTENDERS.get(usize::try_from(argument(ONCE, u64::MAX)?)?) {
        return once(contender);
    }
    let mut record = Record::from_environment()?;
    let rounds = argument("--rounds", 15)?;
    let body = sync::body(argument("--seed", 1)?)?;
    println!("{} bytes, {rounds} rounds, all contenders in each", body.len());
    let mut times = All::default();
    for _ in 0..rounds {
        for (at, (contender, times)) in CONTENDERS.iter().zip(&mut times).enumerate() {
            warm(contender, &body, times)?;
            times.fresh.push(fresh(at, &body)?);
        }
    }
    print_times(&times);
    print_ratios(&times);
    recorded(&times).iter().try_for_each(|comparison| record.add(comparison))
}

fn warm(contender: &Contender, body: &[u8], times: &mut Times) -> Result<(), Failure> {
    // The allocator keeps memory or gives it back depending on what was freed before. What counts is
    // therefore a reading that comes after one of the same kind.
    drop((contender.read)(Bytes::copy_from_slice(body))?);
    let body = Bytes::copy_from_slice(body);
    let start = Instant::now();
    let outcome = (contender.read)(body)?;
    let read = start.elapsed();
    drop(outcome);
    let dropped = start.elapsed() - read;
    times.warm.push(read.as_secs_f64() * 1e3);
    times.dropped.push(dropped.as_secs_f64() * 1e3);
    Ok(())
}

/// Only for this program itself: which contender the new process is to run.
const ONCE: &str = "--once";

/// The milliseconds of one reading in a new process.
fn fresh(contender: usize, body: &[u8]) -> Result<f64, Failure> {
    let mut child = Command::new(std::env::current_exe()?)
        .args([ONCE, &contender.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    // Closed at once, since the other side reads to the end.
    child.stdin.take().ok_or("the new process has no input")?.write_all(body)?;
    let output = child.wait_with_output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// The other side of `fresh`.
fn once(contender: &Contender) -> Result<(), Failure> {
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let body = Bytes::from(body);
    let start = Instant::now();
    let outcome = (contender.read)(body)?;
    let read = start.elapsed();
    drop(outcome);
    println!("{}", read.as_secs_f64() * 1e3);
    Ok(())
}

fn print_times(times: &All) {
    println!("\n{:<28} {:>20} {:>10} {:>20}", "milliseconds", "warm", "dropping", "in a new process");
    println!("{:<28} {:>10} {:>9} {:>10} {:>10} {:>9}", "", "median", "least", "median", "median", "least");
    for (contender, times) in CONTENDERS.iter().zip(times) {
        println!(
            "{:<28} {:>10.2} {:>9.2} {:>10.2} {:>10.2} {:>9.2}",
            contender.name,
            median(&times.warm),
            least(&times.warm),
            median(&times.dropped),
            median(&times.fresh),
            least(&times.fresh)
        );
    }
}

fn print_ratios(times: &All) {
    println!("\n{:<55} {:>20} {:>20}", "ratios", "warm", "in a new process");
    println!("{:<55} {:>10} {:>9} {:>10} {:>9}", "", "of pairs", "of least", "of pairs", "of least");
    for (one, other) in RATIOS {
        let (name, by) = (CONTENDERS[one].name, CONTENDERS[other].name);
        let (one, other) = (&times[one], &times[other]);
        println!(
            "{name:<28} {:<26} {:>10.3} {:>9.3} {:>10.3} {:>9.3}",
            format!("/ {by}"),
            paired(&one.warm, &other.warm),
            least(&one.warm) / least(&other.warm),
            paired(&one.fresh, &other.fresh),
            least(&one.fresh) / least(&other.fresh)
        );
    }
}

fn recorded(times: &All) -> Vec<Comparison> {
    let compare = |name: &str, kind, [ours, theirs]: [&[f64]; 2]| Comparison {
        group: "decoding an initial sync".to_owned(),
        what: format!("{name}, {kind}"),
        unit: "ms".to_owned(),
        ours: median(ours),
        other: "ruma".to_owned(),
        theirs: median(theirs),
        ratio: paired(ours, theirs),
    };
    let pairs = RECORDED.into_iter().flat_map(|(name, ours, theirs)| {
        let pair = [&times[ours], &times[theirs]];
        [
            compare(name, "warm", pair.map(|times| &*times.warm)),
            compare(name, "new process", pair.map(|times| &*times.fresh)),
        ]
    });
    pairs.collect()
}
