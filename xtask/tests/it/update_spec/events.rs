//! The events of a release.

use std::fs;

use super::project::{self, Project};

const SCHEMAS: &str = "event-schemas/schema";

fn event(content: &str) -> String {
    format!(
        "allOf: [{{$ref: core-event-schema/event.yaml}}]\ndescription: Prose.\nproperties: {{content: {content}}}\n"
    )
}

/// Returns a project whose tree has an event without a kind.
fn with_events() -> Project {
    let project = Project::new();
    project
        .write(&format!("{SCHEMAS}/core-event-schema/event.yaml"), "properties: {content: {}, type: {}}\n");
    project.write(
        &format!("{SCHEMAS}/m.thing.yaml"),
        &event("{title: T, type: object, properties: {a: {type: string}}}"),
    );
    project
}

#[test]
fn events_are_vendored_and_pinned() {
    let project = with_events();
    let report = project.update(&["v1.19"]);
    assert!(report.contains("\nchanged: events.yaml\n"), "{report}");
    assert!(report.contains("\nevents added: m.thing\n"), "{report}");
    assert!(report.contains("\n  overlays/events.yaml: add the kind of m.thing\n"), "{report}");
    let text = project.yaml("events");
    assert_eq!(
        text,
        "# Written by 'cargo xtask update-spec' from the Matrix specification v1.19; do not edit.\ncomponents:\n  \
         schemas:\n    Thing:\n      properties:\n        a:\n          type: string\n      type: object\nevents:\n  \
         m.thing:\n    base: event\n    content:\n      $ref: '#/components/schemas/Thing'\ninfo:\n  title: Matrix \
         Events\n  version: v1.19\nopenapi: '3.1.0'\n"
    );
    let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
    assert!(
        pin.contains(&format!("\n\"events.yaml\" = \"{}\"\n", project::sha256(text.as_bytes()))),
        "{pin}"
    );
    assert!(pin.contains("\nfiles = 7\n"), "{pin}");
    assert!(pin.contains(&format!("sha256 = \"{}\"", project.sum_of_inputs())), "{pin}");
}

#[test]
fn there_and_back_is_the_same() {
    let project = with_events();
    project.update(&["v1.19"]);
    let before = project.snapshot();
    let file = format!("{SCHEMAS}/m.thing.yaml");
    project.write(&file, &event("{type: object}"));
    project.write(&format!("{SCHEMAS}/m.other.yaml"), &event("{type: object}"));
    let report = project.update(&["v1.19"]);
    assert!(report.contains("\nevents added: m.other\nevents changed: m.thing\n"), "{report}");
    fs::remove_file(project.tree().join("data").join(SCHEMAS).join("m.other.yaml")).unwrap();
    project.write(&file, &event("{title: T, type: object, properties: {a: {type: string}}}"));
    let report = project.update(&["v1.19"]);
    assert!(report.contains("\nevents removed: m.other\nevents changed: m.thing\n"), "{report}");
    assert_eq!(project.snapshot(), before);
}

#[test]
fn a_source_without_events_leaves_none_behind() {
    let project = with_events();
    project.update(&["v1.19"]);
    fs::remove_dir_all(project.tree().join("data/event-schemas")).unwrap();
    let report = project.update(&["v1.19"]);
    assert!(report.contains("\nevents: the source has none, so events.yaml was left out\n"), "{report}");
    assert!(!project.spec().join("events.yaml").exists());
    let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
    assert!(!pin.contains("events.yaml"), "{pin}");
}

#[test]
fn an_event_that_cannot_be_lowered_changes_nothing() {
    let project = with_events();
    project.write(&format!("{SCHEMAS}/m.thing.yaml"), &event("{type: string}"));
    project.refused(&["v1.19"], "not an object, which the content of an event must be");
}
