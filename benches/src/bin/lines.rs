//! The lines of the programs in `programs/`, as the table of the guide.

use matrix_openapi_benches::contenders::Failure;
use matrix_openapi_benches::lines;
use matrix_openapi_benches::results::Record;

fn main() -> Result<(), Failure> {
    let mut record = Record::from_environment()?;
    println!("| lines | ruma, ruma-client | matrix-sdk | here |\n|---|---|---|---|");
    for lines in lines::count()? {
        println!("{}", lines.row());
        lines.comparisons().try_for_each(|comparison| record.add(&comparison))?;
    }
    Ok(())
}
