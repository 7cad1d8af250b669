//! The names of components. They depend only on the location in the upstream files, so new files do not rename other
//! components.

use super::facts::Section;
use super::tree::NodeLocation;
use crate::Result;
use crate::matrix::event_section::BASES;
use crate::sorted::{SortedMap, SortedSet};

/// A component's identity: its section and its upstream location.
pub(super) type Target = (Section, NodeLocation);

/// Names all components of one document.
///
/// If two would share a name, the one from the document's own folder, such as `data/api/identity/`, keeps it, and the others
/// get the name of their folder as a prefix. A component whose name is reserved gets the prefix, too.
pub(super) fn assign(
    own: &str,
    reserved: &SortedSet<String>,
    targets: &SortedSet<Target>,
) -> Result<SortedMap<Target, String>> {
    let mut alike: SortedMap<(Section, String), Vec<&Target>> = SortedMap::new();
    for target in targets {
        alike.entry((target.0, plain(&target.1))).or_default().push(target);
    }
    let mut taken: SortedMap<(Section, String), &Target> = SortedMap::new();
    let mut names = SortedMap::new();
    for ((section, name), group) in alike {
        for target in &group {
            let foreign = reserved.contains(&name) || group.len() > 1 && !target.1.file.starts_with(own);
            let name = if foreign { format!("{}{name}", pascal(origin(&target.1))) } else { name.clone() };
            if reserved.contains(&name) {
                let message =
                    format!("would be named `{name}`, like a content or a definition that keeps its name");
                return Err(target.1.error(message));
            }
            if let Some(other) = taken.insert((section, name.clone()), target) {
                let message = format!("would be named `{name}`, like {}", target.1.text());
                return Err(other.1.error(message));
            }
            names.insert((*target).clone(), name);
        }
    }
    Ok(names)
}

/// Joins the words of a name in Pascal case, such as `MLoginTermsParams` for `m.login.terms_params`.
pub(super) fn pascal(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

fn plain(location: &NodeLocation) -> String {
    let file = location.file.strip_suffix(".yaml").unwrap_or(&location.file);
    match crate::pointer::last(&location.pointer) {
        Some(fragment) => {
            let stem = file.rsplit_once('/').map_or(file, |(_, stem)| stem);
            pascal(stem) + &pascal(&fragment)
        }
        None => pascal(below(file)),
    }
}

/// Returns the part of a file's path that describes its content: below `definitions/` or a folder of schemas.
fn below(file: &str) -> &str {
    for folder in ["/definitions/", "/schema/", "/schemas/"] {
        if let Some((_, rest)) = file.split_once(folder) {
            return rest.strip_prefix(BASES).unwrap_or(rest);
        }
    }
    file.rsplit_once('/').map_or(file, |(_, stem)| stem)
}

/// Returns the folder of a file: its API, or the folder directly below `data`.
fn origin(location: &NodeLocation) -> &str {
    let below = location.file.strip_prefix("data/").unwrap_or(&location.file);
    let below = below.strip_prefix("api/").unwrap_or(below);
    below.split_once('/').map_or(below, |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "data/api/client-server/";

    fn target(file: &str, pointer: &str) -> Target {
        (Section::Schemas, NodeLocation { file: format!("data/{file}"), pointer: pointer.to_owned() })
    }

    fn names(targets: &[Target]) -> Vec<String> {
        assign(OWN, &SortedSet::new(), &targets.iter().cloned().collect()).unwrap().into_values().collect()
    }

    #[test]
    fn a_name_says_where_the_component_is_from() {
        for (file, pointer, name) in [
            ("api/client-server/definitions/client_event.yaml", "", "ClientEvent"),
            ("api/client-server/definitions/errors/error.yaml", "", "ErrorsError"),
            ("api/client-server/definitions/m.mentions.yaml", "", "MMentions"),
            ("event-schemas/schema/core-event-schema/sync_room_event.yaml", "", "SyncRoomEvent"),
            ("event-schemas/schema/components/sdp.yaml", "", "ComponentsSdp"),
            ("schemas/server-signatures.yaml", "", "ServerSignatures"),
            ("api/client-server/relations.yaml", "/components/schemas/response", "RelationsResponse"),
            ("api/client-server/relations.yaml", "/components/responses/404", "Relations404"),
            (
                "api/client-server/content-repo.yaml",
                "/components/parameters/timeout_ms",
                "ContentRepoTimeoutMs",
            ),
        ] {
            assert_eq!(names(&[target(file, pointer)]), [name], "{file}#{pointer}");
        }
    }

    #[test]
    fn the_own_folder_keeps_a_name_that_others_want() {
        let own = target("api/client-server/definitions/sid.yaml", "");
        let foreign = target("api/identity/definitions/sid.yaml", "");
        let event = target("event-schemas/schema/sid.yaml", "");
        assert_eq!(names(&[own, foreign.clone(), event]), ["Sid", "IdentitySid", "EventSchemasSid"]);
        assert_eq!(names(&[foreign]), ["Sid"]);
    }

    #[test]
    fn nothing_gets_a_reserved_name() {
        let own = target("api/client-server/definitions/tag.yaml", "");
        let names = assign(OWN, &["Tag".to_owned()].into(), &[own].into()).unwrap();
        assert_eq!(names.into_values().collect::<Vec<_>>(), ["ClientServerTag"]);
    }

    #[test]
    fn a_prefixed_name_that_is_reserved_too_is_an_error() {
        let own = target("api/client-server/definitions/tag.yaml", "");
        let reserved = ["Tag", "ClientServerTag"].map(str::to_owned).into();
        let error = assign(OWN, &reserved, &[own].into()).unwrap_err().to_string();
        assert_eq!(
            error,
            "data/api/client-server/definitions/tag.yaml: would be named `ClientServerTag`, \
             like a content or a definition that keeps its name"
        );
    }

    #[test]
    fn two_of_one_folder_with_one_name_are_an_error_that_names_both() {
        let one = target("api/client-server/definitions/a_b.yaml", "");
        let two = target("api/client-server/definitions/a-b.yaml", "");
        let error = assign(OWN, &SortedSet::new(), &[one, two].into()).unwrap_err().to_string();
        assert_eq!(
            error,
            "data/api/client-server/definitions/a-b.yaml: would be named `AB`, \
             like data/api/client-server/definitions/a_b.yaml#"
        );
    }
}
