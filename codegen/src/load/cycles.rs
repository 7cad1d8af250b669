//! Finds definitions that refer only to themselves and so describe nothing.
//!
//! A type that contains itself in a property or an item is recursive, which is allowed. A definition that *is* itself, by
//! references and compositions alone, has no meaning, and following it would never end.

use crate::sorted::SortedMap;
/// The definitions that each definition consists of, each with the location of the reference.
pub(super) type Graph<K, P> = SortedMap<K, Vec<(K, P)>>;

/// Returns the location of a reference that closes a cycle, if any.
pub(super) fn find<K: Ord, P>(graph: &Graph<K, P>) -> Option<&P> {
    let mut done: SortedMap<&K, bool> = SortedMap::new();
    for start in graph.keys() {
        // An explicit stack, because a deep graph would overflow the thread's.
        let mut path: Vec<(&K, std::slice::Iter<'_, (K, P)>)> = Vec::new();
        let mut next = Some(start);
        loop {
            if let Some(node) = next.take()
                && !done.contains_key(node)
            {
                done.insert(node, false);
                path.push((node, graph.get(node).map(Vec::as_slice).unwrap_or_default().iter()));
            }
            let Some((node, edges)) = path.last_mut() else { break };
            match edges.next() {
                Some((target, location)) if done.get(target) == Some(&false) => return Some(location),
                Some((target, _)) => next = Some(target),
                None => {
                    done.insert(*node, true);
                    path.pop();
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closing(edges: &[(u8, u8)]) -> Option<(u8, u8)> {
        let mut graph: Graph<u8, (u8, u8)> = SortedMap::new();
        for &(from, to) in edges {
            graph.entry(from).or_default().push((to, (from, to)));
        }
        find(&graph).copied()
    }

    #[test]
    fn only_a_way_back_is_a_cycle() {
        assert_eq!(closing(&[]), None);
        assert_eq!(closing(&[(1, 2), (1, 3), (2, 4), (3, 4)]), None);
        assert_eq!(closing(&[(1, 1)]), Some((1, 1)));
        assert_eq!(closing(&[(1, 2), (2, 3), (3, 2)]), Some((3, 2)));
        assert_eq!(closing(&[(1, 2), (3, 1), (2, 4), (4, 1)]), Some((4, 1)));
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let chain: Vec<(u32, u32)> = (0..200_000).map(|link| (link, link + 1)).collect();
        let mut graph: Graph<u32, u32> = SortedMap::new();
        for (from, to) in chain {
            graph.entry(from).or_default().push((to, to));
        }
        assert_eq!(find(&graph), None);
    }
}
