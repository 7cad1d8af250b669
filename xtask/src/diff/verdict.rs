//! What a change of the public interface means by Cargo's rules of semantic versioning
//! (<https://doc.rust-lang.org/cargo/reference/semver.html>).
//!
//! The rules are those for what compiles. What a call does on the wire is judged with the operations.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use crate::surface::{Form, Item, Namespace, Openness, Signature};

/// The least part of a version that has to grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing that users rely on has changed.
    Patch,
    /// Something has come, and what was there is as it was.
    Minor,
    /// A program that compiles may no longer do so, or does something else.
    Major,
}

/// What has happened to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The item as it was; nothing if it is new.
    pub old: Option<Item>,
    /// The item as it is; nothing if it is gone.
    pub new: Option<Item>,
    /// What that means for the version.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Whether the item came or went with what it is a part of.
    pub with_owner: bool,
}

type Items<'a> = BTreeMap<(&'a str, Namespace<'a>), &'a Item>;

/// The changes from one surface to another, in the order of the paths.
pub fn changes(old: &BTreeSet<Item>, new: &BTreeSet<Item>) -> Vec<Change> {
    let (was, is) = (items(old), items(new));
    let keys: BTreeSet<_> = was.keys().chain(is.keys()).collect();
    let changes = keys.into_iter().filter_map(|key| match (was.get(key), is.get(key)) {
        (Some(one), Some(other)) if one == other => None,
        (Some(one), Some(other)) => Some(changed(one, other)),
        (Some(one), None) => Some(removed(one, &is)),
        (None, Some(other)) => Some(added(other, &was)),
        (None, None) => None,
    });
    changes.collect()
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

fn items(surface: &BTreeSet<Item>) -> Items<'_> {
    surface.iter().map(|item| (item.key(), item)).collect()
}

/// Whether something other than modules holds an item.
fn owner<'a>(item: &Item, items: &Items<'a>) -> Option<&'a Item> {
    items.get(&(item.owner()?, Namespace::Item)).copied()
}

fn removed(item: &Item, is: &Items<'_>) -> Change {
    let with_owner = item.owner().is_some_and(|path| !is.contains_key(&(path, Namespace::Item)))
        && item.owner().is_some_and(|path| !path.is_empty());
    let reason = match (&item.form, with_owner) {
        (_, true) => "what it belongs to is gone, so programs that name it no longer compile",
        (Form::Impl(_), _) => {
            "the implementation is gone, so programs that rely on the trait no longer compile"
        }
        (Form::Field(_), _) => "the member is gone, so programs that read or set it no longer compile",
        (Form::Listed(_) | Form::Variant(_), _) => {
            "the variant is gone, so programs that name it no longer compile"
        }
        _ => "it is gone, so programs that name it no longer compile",
    };
    let (verdict, reason) = (Verdict::Major, reason.to_owned());
    Change { old: Some(item.clone()), new: None, verdict, reason, with_owner }
}

fn added(item: &Item, was: &Items<'_>) -> Change {
    let owner = owner(item, was);
    let with_owner = owner.is_none() && item.owner().is_some();
    let (verdict, reason) = match (&item.form, owner.map(|owner| &owner.form)) {
        (_, None) if with_owner => (Verdict::Minor, "it belongs to something new"),
        (Form::Field(_), Some(Form::Struct(_, Openness::Exhaustive))) => (
            Verdict::Major,
            "a new member of a type that users can build and take apart whole, so their literals no longer compile",
        ),
        (Form::Field(_), _) => (Verdict::Minor, "a new member of a type that only this crate builds whole"),
        (Form::Variant(_), Some(Form::Enum(_, Openness::Exhaustive))) => (
            Verdict::Major,
            "a new variant of an enumeration that users match whole, so their matches no longer compile",
        ),
        (Form::Listed(_) | Form::Variant(_), _) => {
            (Verdict::Minor, "a new variant of an enumeration whose matches have a rest")
        }
        (Form::Impl(_), _) => (Verdict::Minor, "a new implementation"),
        (Form::Function(_), Some(Form::Struct(..))) => {
            (Verdict::Minor, "a new method, which nobody has to call")
        }
        _ => (Verdict::Minor, "it is new"),
    };
    Change { old: None, new: Some(item.clone()), verdict, reason: reason.to_owned(), with_owner }
}

fn changed(old: &Item, new: &Item) -> Change {
    let (mut verdict, mut reason) = match (&old.form, &new.form) {
        (one, other) if one == other => (Verdict::Patch, String::new()),
        (Form::Function(one), Form::Function(other)) => signatures(one, other),
        (Form::Struct(one, was), Form::Struct(other, is)) | (Form::Enum(one, was), Form::Enum(other, is))
            if one == other =>
        {
            opened(*was, *is)
        }
        (Form::Field(_), Form::Field(_)) => (
            Verdict::Major,
            "the type of the member is another, so programs that use it may no longer compile".to_owned(),
        ),
        (Form::Listed(_), Form::Listed(_)) => (
            Verdict::Minor,
            "the same variant stands for another text; programs compile as before".to_owned(),
        ),
        (Form::Variant(_), Form::Variant(_)) => {
            (Verdict::Major, "the variant holds something else, so matches no longer compile".to_owned())
        }
        (Form::Enum(_, Openness::NonExhaustive), Form::OpenEnum) => (
            Verdict::Major,
            "the enumeration takes any text now, so it is read and built otherwise".to_owned(),
        ),
        _ => (
            Verdict::Major,
            "it is something else now, so programs that name it no longer compile".to_owned(),
        ),
    };
    let deprecation = match (old.deprecated, new.deprecated) {
        (false, true) => Some((Verdict::Minor, "it is deprecated now, of which the compiler warns")),
        (true, false) => Some((Verdict::Minor, "it is no longer deprecated")),
        _ => None,
    };
    if let Some((level, text)) = deprecation {
        verdict = verdict.max(level);
        reason = if reason.is_empty() { text.to_owned() } else { format!("{reason}; {text}") };
    }
    Change { old: Some(old.clone()), new: Some(new.clone()), verdict, reason, with_owner: false }
}

fn opened(was: Openness, is: Openness) -> (Verdict, String) {
    let (verdict, reason) = match (was, is) {
        (Openness::Exhaustive, _) => (
            Verdict::Major,
            "it can no longer be built or matched whole, so literals and matches no longer compile",
        ),
        (Openness::Private, Openness::NonExhaustive) | (Openness::NonExhaustive, Openness::Private) => {
            (Verdict::Patch, "it can be built by this crate alone, as before")
        }
        _ => (Verdict::Minor, "it can be built and matched whole now"),
    };
    (verdict, reason.to_owned())
}

/// Which change of a function breaks its callers.
fn signatures(old: &Signature, new: &Signature) -> (Verdict, String) {
    let major = |reason: String| (Verdict::Major, reason);
    let names = |signature: &Signature| -> Vec<String> {
        signature.arguments.iter().map(|(name, _)| name.clone()).collect()
    };
    let types = |signature: &Signature| -> Vec<String> {
        signature.arguments.iter().map(|(_, ty)| ty.clone()).collect()
    };
    let (was, is) = (names(old), names(new));
    let quoted =
        |names: Vec<&String>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let come: Vec<_> = is.iter().filter(|name| !was.contains(name)).collect();
    let gone: Vec<_> = was.iter().filter(|name| !is.contains(name)).collect();
    if old.receiver != new.receiver {
        return major("it is called on something else, so calls no longer compile".to_owned());
    }
    if is.len() > was.len() {
        return major(format!(
            "it requires the new argument {}, so calls without it no longer compile",
            quoted(come)
        ));
    }
    if is.len() < was.len() {
        return major(format!("the argument {} is gone, so calls with it no longer compile", quoted(gone)));
    }
    if types(old) != types(new) {
        let other = old.arguments.iter().zip(&new.arguments).filter(|(one, other)| one.1 != other.1);
        let other = other.map(|(_, (name, _))| name).collect();
        return major(format!(
            "the type of the argument {} is another, so calls may no longer compile",
            quoted(other)
        ));
    }
    if old.generics != new.generics {
        return major(
            "its generic parameters are others, so calls that name them no longer compile".to_owned(),
        );
    }
    if old.output != new.output {
        return major(
            "it gives another type, so programs that use what it gives may no longer compile".to_owned(),
        );
    }
    if come.is_empty() {
        let reason = "its arguments stand in another order, so calls compile and pass them wrongly";
        return major(reason.to_owned());
    }
    (
        Verdict::Patch,
        format!("the argument {} is only called otherwise, of which calls see nothing", quoted(come)),
    )
}
