//! Judges changes of the public interface by Cargo's rules of semantic versioning
//! (<https://doc.rust-lang.org/cargo/reference/semver.html>).
//!
//! These rules are about code that compiles. The verdicts of operations cover changes of requests and responses.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use crate::surface::{Form, Item, Namespace, Openness, Signature};

/// The smallest part of the version that must grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Users see no change.
    Patch,
    /// Something is new, and existing programs compile as before.
    Minor,
    /// Existing programs may no longer compile, or do something else.
    Major,
}

/// A change of an item of the public interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// The old item; `None` if it is new.
    pub old: Option<Item>,
    /// The new item; `None` if it was removed.
    pub new: Option<Item>,
    /// How much the version must grow.
    pub verdict: Verdict,
    /// The reason for the verdict.
    pub reason: String,
    /// Whether it was added or removed with the item that it belongs to.
    pub with_owner: bool,
}

type Items<'a> = BTreeMap<(&'a str, Namespace<'a>), &'a Item>;

/// Returns the changes from one surface to another, in the order of the paths.
pub fn changes(old: &BTreeSet<Item>, new: &BTreeSet<Item>) -> Vec<ItemChange> {
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

/// Returns the item that another one belongs to.
fn owner<'a>(item: &Item, items: &Items<'a>) -> Option<&'a Item> {
    items.get(&(item.owner()?, Namespace::Item)).copied()
}

fn removed(item: &Item, is: &Items<'_>) -> ItemChange {
    let with_owner = item.owner().is_some_and(|path| !is.contains_key(&(path, Namespace::Item)))
        && item.owner().is_some_and(|path| !path.is_empty());
    let reason = match (&item.form, with_owner) {
        (_, true) => "it was removed with the item that it belongs to; code that uses it no longer compiles",
        (Form::Impl(_), _) => {
            "the implementation was removed; code that relies on the trait no longer compiles"
        }
        (Form::Field(_), _) => "the field was removed; code that reads or sets it no longer compiles",
        (Form::Listed(_) | Form::Variant(_), _) => {
            "the variant was removed; code that names it no longer compiles"
        }
        _ => "it was removed; code that uses it no longer compiles",
    };
    let (verdict, reason) = (Verdict::Major, reason.to_owned());
    ItemChange { old: Some(item.clone()), new: None, verdict, reason, with_owner }
}

fn added(item: &Item, was: &Items<'_>) -> ItemChange {
    let owner = owner(item, was);
    let with_owner = owner.is_none() && item.owner().is_some();
    let (verdict, reason) = match (&item.form, owner.map(|owner| &owner.form)) {
        (_, None) if with_owner => (Verdict::Minor, "it belongs to a new item"),
        (Form::Field(_), Some(Form::Struct(_, Openness::Exhaustive))) => (
            Verdict::Major,
            "a new field of a type that users can build and destructure; literals and patterns no longer compile",
        ),
        (Form::Field(_), _) => (Verdict::Minor, "a new field of a type that users cannot build by a literal"),
        (Form::Variant(_), Some(Form::Enum(_, Openness::Exhaustive))) => {
            (Verdict::Major, "a new variant of an exhaustive enumeration; matches no longer compile")
        }
        (Form::Listed(_) | Form::Variant(_), _) => {
            (Verdict::Minor, "a new variant of a non-exhaustive enumeration")
        }
        (Form::Impl(_), _) => (Verdict::Minor, "a new implementation"),
        (Form::Function(_), Some(Form::Trait(_))) => (Verdict::Minor, "a new method with a default"),
        (Form::Function(_), Some(Form::Struct(..))) => (Verdict::Minor, "a new method"),
        _ => (Verdict::Minor, "a new item"),
    };
    ItemChange { old: None, new: Some(item.clone()), verdict, reason: reason.to_owned(), with_owner }
}

fn changed(old: &Item, new: &Item) -> ItemChange {
    let (mut verdict, mut reason) = match (&old.form, &new.form) {
        (one, other) if one == other => (Verdict::Patch, String::new()),
        (Form::Function(one), Form::Function(other)) => signatures(one, other),
        (Form::Struct(one, was), Form::Struct(other, is)) | (Form::Enum(one, was), Form::Enum(other, is))
            if one == other =>
        {
            opened(*was, *is)
        }
        (Form::Field(_), Form::Field(_)) => {
            (Verdict::Major, "the field has another type; code that uses it may no longer compile".to_owned())
        }
        (Form::Listed(_), Form::Listed(_)) => {
            (Verdict::Minor, "the variant stands for another string; code compiles as before".to_owned())
        }
        (Form::Variant(_), Form::Variant(_)) => (
            Verdict::Major,
            "the variant has other fields; code that builds or matches it no longer compiles".to_owned(),
        ),
        (Form::Enum(_, Openness::NonExhaustive), Form::OpenEnum) => (
            Verdict::Major,
            "the enumeration is an open one now; code that builds or matches it no longer compiles"
                .to_owned(),
        ),
        _ => (Verdict::Major, "it is another kind of item; code that uses it no longer compiles".to_owned()),
    };
    let deprecation = match (old.deprecated, new.deprecated) {
        (false, true) => Some((Verdict::Minor, "it is deprecated now; the compiler warns about its use")),
        (true, false) => Some((Verdict::Minor, "it is no longer deprecated")),
        _ => None,
    };
    if let Some((level, text)) = deprecation {
        verdict = verdict.max(level);
        reason = if reason.is_empty() { text.to_owned() } else { format!("{reason}; {text}") };
    }
    ItemChange { old: Some(old.clone()), new: Some(new.clone()), verdict, reason, with_owner: false }
}

fn opened(was: Openness, is: Openness) -> (Verdict, String) {
    let (verdict, reason) = match (was, is) {
        (Openness::Exhaustive, _) => (
            Verdict::Major,
            "users can no longer build or match it exhaustively; literals and matches no longer compile",
        ),
        (Openness::Private, Openness::NonExhaustive) | (Openness::NonExhaustive, Openness::Private) => {
            (Verdict::Patch, "only this crate can build it, as before")
        }
        _ => (Verdict::Minor, "users can build and match it exhaustively now"),
    };
    (verdict, reason.to_owned())
}

/// Judges another signature of a function.
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
    let added: Vec<_> = is.iter().filter(|name| !was.contains(name)).collect();
    let removed: Vec<_> = was.iter().filter(|name| !is.contains(name)).collect();
    if old.receiver != new.receiver {
        return major("it has another receiver; calls no longer compile".to_owned());
    }
    if is.len() > was.len() {
        return major(format!(
            "it requires the new argument {}; calls without it no longer compile",
            quoted(added)
        ));
    }
    if is.len() < was.len() {
        return major(format!(
            "the argument {} was removed; calls with it no longer compile",
            quoted(removed)
        ));
    }
    if types(old) != types(new) {
        let other = old.arguments.iter().zip(&new.arguments).filter(|(one, other)| one.1 != other.1);
        let other = other.map(|(_, (name, _))| name).collect();
        return major(format!(
            "the argument {} has another type; calls may no longer compile",
            quoted(other)
        ));
    }
    if old.generics != new.generics {
        return major("it has other generic parameters; calls that name them no longer compile".to_owned());
    }
    if old.output != new.output {
        return major("it returns another type; code that uses the result may no longer compile".to_owned());
    }
    if added.is_empty() {
        let reason = "its arguments have another order; calls compile but pass them in the old order";
        return major(reason.to_owned());
    }
    (Verdict::Patch, format!("the argument {} has another name, which calls do not use", quoted(added)))
}
