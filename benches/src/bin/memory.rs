//! Counts the allocations of reading a sync of about 10 MB: `memory [--seed 1]`.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use bytes::Bytes;
use matrix_openapi_benches::contenders::{CONTENDERS, Contender, Failure, RECORDED};
use matrix_openapi_benches::figures::argument;
use matrix_openapi_benches::results::{Comparison, Record};
use matrix_openapi_benches::sync;

/// The allocator of the system, counted. It is not in the binary that takes times, since counting costs some.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static CALLS: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[allow(unsafe_code)] // An allocator cannot be written without.
// SAFETY: each method hands its arguments on to the system's allocator as they are, and counting does
// not touch the memory.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        // SAFETY: the caller keeps the contract of this very method.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller keeps the contract of this very method.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Growing in place cannot be told from moving; the new size alone is the friendlier count.
        LIVE.fetch_sub(layout.size(), Relaxed);
        grow(size);
        // SAFETY: the caller keeps the contract of this very method.
        unsafe { System.realloc(memory, layout, size) }
    }
}

fn grow(size: usize) {
    CALLS.fetch_add(1, Relaxed);
    let live = LIVE.fetch_add(size, Relaxed) + size;
    PEAK.fetch_max(live, Relaxed);
}

/// The memory of one reading; sizes are in bytes.
#[derive(Clone, Copy, Default)]
struct Memory {
    allocations: usize,
    /// The most above the input at once.
    peak: usize,
    held: usize,
}

fn main() -> Result<(), Failure> {
    let mut record = Record::from_environment()?;
    let body = sync::body(argument("--seed", 1)?)?;
    println!("{} bytes; memory in parts of it\n", body.len());
    println!("{:<28} {:>12} {:>16} {:>16}", "", "allocations", "peak above input", "held in the end");
    let mut memory = [Memory::default(); CONTENDERS.len()];
    for (contender, memory) in CONTENDERS.iter().zip(&mut memory) {
        *memory = measure(contender, &body)?;
        let [peak, held] = [memory.peak, memory.held].map(|size| size as f64 / body.len() as f64);
        println!("{:<28} {:>12} {peak:>16.3} {held:>16.3}", contender.name, memory.allocations);
    }
    for (name, ours, theirs) in RECORDED {
        compared(name, memory[ours], memory[theirs])
            .iter()
            .try_for_each(|comparison| record.add(comparison))?;
    }
    Ok(())
}

fn measure(contender: &Contender, body: &[u8]) -> Result<Memory, Failure> {
    // Whatever is set up once is set up here.
    drop((contender.read)(Bytes::copy_from_slice(body))?);
    let before = LIVE.load(Relaxed);
    let input = Bytes::copy_from_slice(body);
    let (calls, live) = (CALLS.load(Relaxed), LIVE.load(Relaxed));
    PEAK.store(live, Relaxed);
    let mut outcome = (contender.read)(input)?;
    let (allocations, peak) = (CALLS.load(Relaxed) - calls, PEAK.load(Relaxed) - live);
    // A program lets go of a body that it does not need any more.
    outcome.body = None;
    Ok(Memory { allocations, peak, held: LIVE.load(Relaxed) - before })
}

fn compared(name: &str, ours: Memory, theirs: Memory) -> [Comparison; 3] {
    let compare = |figure, unit: &str, of: fn(Memory) -> f64| Comparison {
        group: "memory for an initial sync".to_owned(),
        what: format!("{name}, {figure}"),
        unit: unit.to_owned(),
        ours: of(ours),
        other: "ruma".to_owned(),
        theirs: of(theirs),
        ratio: of(ours) / of(theirs),
    };
    [
        compare("allocations", "thousands", |memory| memory.allocations as f64 / 1e3),
        compare("peak above the input", "MB", |memory| memory.peak as f64 / 1e6),
        compare("held afterwards", "MB", |memory| memory.held as f64 / 1e6),
    ]
}
