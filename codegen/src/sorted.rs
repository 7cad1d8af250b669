//! Maps and sets in sorted order that compile fast.
//!
//! Every user compiles the generator, without optimization. The standard library's `BTreeMap` becomes 7,000 lines of LLVM IR for
//! each pair of types, which was two fifths of the generator's. These are sorted vectors. Entries are boxed, so inserting one
//! moves only pointers. A set that grows with the size of a document, and not with the number of its definitions, is a
//! `BTreeSet`.
//!
//! The parts that do not depend on the types are compiled once: the search, and most of [`sort`]. The standard library's sort
//! becomes 3,000 lines for each type.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Index;

/// A map in the order of its keys.
#[derive(Clone, PartialEq, Eq)]
pub struct SortedMap<K, V> {
    entries: Vec<Box<(K, V)>>,
}

/// A set in the order of its items.
#[derive(Clone, PartialEq, Eq)]
pub struct SortedSet<T> {
    items: SortedMap<T, ()>,
}

/// The entry of a key in a map, which may be absent.
pub struct Entry<'a, K, V> {
    map: &'a mut SortedMap<K, V>,
    key: K,
}

/// An iterator over the entries of a map.
pub type Iter<'a, K, V> =
    std::iter::Map<std::slice::Iter<'a, Box<(K, V)>>, fn(&'a Box<(K, V)>) -> (&'a K, &'a V)>;

/// An iterator over the entries of a map, which it consumes.
pub type IntoIter<K, V> = std::iter::Map<std::vec::IntoIter<Box<(K, V)>>, fn(Box<(K, V)>) -> (K, V)>;

/// An iterator over the items of a set.
pub type Items<'a, T> = std::iter::Map<std::slice::Iter<'a, Box<(T, ())>>, fn(&'a Box<(T, ())>) -> &'a T>;

/// An iterator over the items of a set, which it consumes.
pub type IntoItems<T> = std::iter::Map<std::vec::IntoIter<Box<(T, ())>>, fn(Box<(T, ())>) -> T>;

impl<K: Ord, V> SortedMap<K, V> {
    /// Creates an empty map.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Sets the value of a key, and returns the earlier one.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(index) => self.entries.get_mut(index).map(|entry| std::mem::replace(&mut entry.1, value)),
            Err(index) => {
                self.entries.insert(index, Box::new((key, value)));
                None
            }
        }
    }

    /// Returns the value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        Some(&self.entries.get(self.find(key).ok()?)?.1)
    }

    /// Returns the value of a key, to change it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let index = self.find(key).ok()?;
        Some(&mut self.entries.get_mut(index)?.1)
    }

    /// Returns whether the map has a key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Removes a key and returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let index = self.find(key).ok()?;
        Some(self.entries.remove(index).1)
    }

    /// Returns the entry of a key.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { map: self, key }
    }

    /// Returns the index of a key, or the index at which it belongs.
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        let entries = self.entries.as_slice();
        search(entries.len(), &mut |index| {
            entries.get(index).map_or(Ordering::Greater, |entry| entry.0.borrow().cmp(key))
        })
    }
}

/// Returns the index of an item, or the index at which it belongs. `compare` compares the item at an index with it.
fn search(length: usize, compare: &mut dyn FnMut(usize) -> Ordering) -> Result<usize, usize> {
    let (mut start, mut end) = (0, length);
    // Most maps are filled in sorted order, so the search starts at the end.
    let mut middle = length.saturating_sub(1);
    while start < end {
        match compare(middle) {
            Ordering::Less => start = middle.saturating_add(1),
            Ordering::Equal => return Ok(middle),
            Ordering::Greater => end = middle,
        }
        middle = start.midpoint(end);
    }
    Err(start)
}

/// Sorts items; equal items keep their order.
pub fn sort<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let swaps = swaps(items.len(), &mut |one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => order(one, other),
        _ => Ordering::Equal,
    });
    for (one, other) in swaps {
        items.swap(one, other);
    }
}

/// Returns the swaps that sort the items at these indices.
fn swaps(length: usize, order: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut sources: Vec<usize> = (0..length).collect();
    sources.sort_by(|one, other| order(*one, *other));
    let place = |index: usize| {
        let mut source = sources.get(index).copied().unwrap_or(index);
        // The items before this one have been swapped away already.
        while source < index {
            source = sources.get(source).copied().unwrap_or(index);
        }
        (index, source)
    };
    (0..length).map(place).collect()
}

impl<K, V> SortedMap<K, V> {
    /// Iterates over the entries.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.entries.iter().map(|entry| (&entry.0, &entry.1))
    }

    /// Iterates over the keys.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.entries.iter().map(|entry| &entry.0)
    }

    /// Iterates over the values.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.entries.iter().map(|entry| &entry.1)
    }

    /// Iterates over the values, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|entry| &mut entry.1)
    }

    /// Consumes the map, and iterates over the values.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.entries.into_iter().map(|entry| entry.1)
    }

    /// Keeps the entries for which `keep` returns `true`.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|entry| {
            let (key, value) = &mut **entry;
            keep(key, value)
        });
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a, K: Ord, V> Entry<'a, K, V> {
    /// Returns the value, which is the default if the key is new.
    #[allow(clippy::indexing_slicing, reason = "the index was found, or the entry was inserted there")]
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        let Self { map, key } = self;
        let index = map.find(&key).unwrap_or_else(|index| {
            map.entries.insert(index, Box::new((key, V::default())));
            index
        });
        &mut map.entries[index].1
    }
}

impl<T: Ord> SortedSet<T> {
    /// Creates an empty set.
    pub const fn new() -> Self {
        Self { items: SortedMap::new() }
    }

    /// Adds an item, and returns whether it is new.
    pub fn insert(&mut self, item: T) -> bool {
        self.items.insert(item, ()).is_none()
    }

    /// Returns whether the set has an item.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.items.contains_key(item)
    }

    /// Removes an item, and returns whether the set had it.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.items.remove(item).is_some()
    }
}

impl<T> SortedSet<T> {
    /// Iterates over the items.
    pub fn iter(&self) -> Items<'_, T> {
        self.items.entries.iter().map(|entry| &entry.0)
    }

    /// Returns the first item.
    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    /// Removes and returns the last item.
    pub fn pop_last(&mut self) -> Option<T> {
        self.items.entries.pop().map(|entry| entry.0)
    }

    /// Returns the number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        Self { items: SortedMap::default() }
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<T: Ord> Extend<T> for SortedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.insert(item);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self::new();
        set.extend(items);
        set
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for SortedSet<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        self.entries.into_iter().map(|entry| *entry)
    }
}

impl<'a, K, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = IntoItems<T>;

    fn into_iter(self) -> IntoItems<T> {
        self.items.entries.into_iter().map(|entry| entry.0)
    }
}

impl<'a, T> IntoIterator for &'a SortedSet<T> {
    type Item = &'a T;
    type IntoIter = Items<'a, T>;

    fn into_iter(self) -> Items<'a, T> {
        self.iter()
    }
}

impl<K: Ord + Borrow<Q>, V, Q: Ord + ?Sized> Index<&Q> for SortedMap<K, V> {
    type Output = V;

    /// Returns the value of a key.
    ///
    /// # Panics
    /// If the map does not have the key; [`SortedMap::get`] does not panic.
    #[allow(clippy::indexing_slicing, reason = "the `Index` of `BTreeMap` panics, too")]
    fn index(&self, key: &Q) -> &V {
        &self.entries[self.find(key).unwrap_or(usize::MAX)].1
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for SortedSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn a_map_does_what_the_one_of_the_standard_library_does() {
        let (mut ours, mut theirs) = (SortedMap::new(), BTreeMap::new());
        // A generator of all numbers below the modulus, in no order.
        let mut number = 1_u32;
        for step in 0..2_000 {
            number = number * 17 % 257;
            match step % 5 {
                0 => assert_eq!(ours.remove(&number), theirs.remove(&number)),
                1 => *ours.entry(number).or_default() += step,
                _ => assert_eq!(ours.insert(number, step), theirs.insert(number, step)),
            }
            if step % 5 == 1 {
                *theirs.entry(number).or_default() += step;
            }
            assert_eq!(ours.get(&(number / 2)), theirs.get(&(number / 2)));
            assert_eq!(ours.contains_key(&step), theirs.contains_key(&step));
        }
        assert_eq!(ours.len(), theirs.len());
        assert!(ours.iter().eq(&theirs), "{ours:?}");
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
        ours.retain(|key, value| (*key + *value) % 3 == 0);
        theirs.retain(|key, value| (*key + *value) % 3 == 0);
        assert!(ours.keys().eq(theirs.keys()) && ours.values().eq(theirs.values()));
        assert!(ours.into_iter().eq(theirs));
    }

    #[test]
    fn sorting_keeps_the_order_of_equal_items() {
        for length in [0, 1, 2, 3, 50, 257] {
            let mut number = 1_u32;
            let mut ours: Vec<(u32, u32)> = (0..length)
                .map(|place| {
                    number = number * 17 % 257;
                    (number % 20, place)
                })
                .collect();
            let mut theirs = ours.clone();
            sort(&mut ours, |one, other| one.0.cmp(&other.0));
            theirs.sort_by_key(|item| item.0);
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        let map = SortedMap::from([("b", 1), ("a", 2), ("b", 3)]);
        assert!(map.iter().eq([(&"a", &2), (&"b", &3)]), "{map:?}");
        assert_eq!(map["b"], 3);
    }

    #[test]
    fn a_set_does_what_the_one_of_the_standard_library_does() {
        let words = "the set of the words of this text";
        let mut ours: SortedSet<&str> = words.split(' ').collect();
        let mut theirs: BTreeSet<&str> = words.split(' ').collect();
        assert_eq!(ours.insert("set"), theirs.insert("set"));
        assert_eq!(ours.remove("of"), theirs.remove("of"));
        assert_eq!(ours.first(), theirs.first());
        assert_eq!(ours.pop_last(), theirs.pop_last());
        assert_eq!(ours.contains("of"), theirs.contains("of"));
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
        assert!(ours.into_iter().eq(theirs));
    }
}
