const MAX = 64;
export class BTree {
    size = 0;
    /** Moves with every change: an open iterator finds its place again. */
    version = 0;
    owner = {};
    root = { owner: this.owner, keys: [], values: [], children: null };
    /** A second map with the same content. Neither sees the other's later changes. */
    snapshot() {
        const copy = new BTree();
        copy.root = this.root;
        copy.size = this.size;
        // Neither owns the shared nodes any more.
        this.owner = {};
        return copy;
    }
    get(key) {
        let node = this.root;
        while (node.children)
            node = node.children[upper(node.keys, key)];
        const i = lower(node.keys, key);
        return node.keys[i] === key ? node.values[i] : undefined;
    }
    set(key, value) {
        this.version++;
        this.root = this.own(this.root);
        const split = this.insert(this.root, key, value);
        if (split) {
            this.root = { owner: this.owner, keys: [split.key], values: null, children: [this.root, split.right] };
        }
    }
    delete(key) {
        if (this.get(key) === undefined)
            return false;
        this.version++;
        this.root = this.own(this.root);
        this.remove(this.root, key);
        if (this.root.children?.length === 1)
            this.root = this.root.children[0];
        this.size--;
        return true;
    }
    /** Entries from `from` on (inclusive unless `after`), ascending. Changes made meanwhile are seen. */
    *ascend(from, after = false) {
        let at = from;
        let skip = after;
        for (;;) {
            const { leaf, next } = this.leafFrom(at);
            const version = this.version;
            let i = at === undefined ? 0 : lower(leaf.keys, at);
            if (skip && leaf.keys[i] === at)
                i++;
            for (; i < leaf.keys.length; i++) {
                const key = leaf.keys[i];
                yield [key, leaf.values[i]];
                at = key;
                skip = true;
                if (this.version !== version)
                    break;
            }
            if (this.version !== version)
                continue;
            if (next === undefined)
                return;
            at = next;
            skip = false;
        }
    }
    /** Entries from `from` on (inclusive unless `before`), descending. Changes made meanwhile are seen. */
    *descend(from, before = false) {
        let at = from;
        let skip = before;
        for (;;) {
            const { leaf, bound } = this.leafTo(at, skip);
            const version = this.version;
            let i = at === undefined ? leaf.keys.length - 1 : (skip ? lower(leaf.keys, at) : upper(leaf.keys, at)) - 1;
            for (; i >= 0; i--) {
                const key = leaf.keys[i];
                yield [key, leaf.values[i]];
                at = key;
                skip = true;
                if (this.version !== version)
                    break;
            }
            if (this.version !== version)
                continue;
            if (bound === undefined)
                return;
            at = bound;
            skip = true;
        }
    }
    leafFrom(key) {
        let node = this.root;
        let next;
        while (node.children) {
            const i = key === undefined ? 0 : upper(node.keys, key);
            next = node.keys[i] ?? next;
            node = node.children[i];
        }
        return { leaf: node, next };
    }
    /** The leaf that holds the greatest key at or below `key` (below, when `strict`), and where the one before it ends. */
    leafTo(key, strict) {
        let node = this.root;
        let bound;
        while (node.children) {
            const i = key === undefined ? node.keys.length : strict ? lower(node.keys, key) : upper(node.keys, key);
            if (i > 0)
                bound = node.keys[i - 1];
            node = node.children[i];
        }
        return { leaf: node, bound };
    }
    own(node) {
        if (node.owner === this.owner)
            return node;
        return node.children
            ? { owner: this.owner, keys: node.keys.slice(), values: null, children: node.children.slice() }
            : { owner: this.owner, keys: node.keys.slice(), values: node.values.slice(), children: null };
    }
    insert(node, key, value) {
        if (!node.children) {
            const i = lower(node.keys, key);
            if (node.keys[i] === key) {
                node.values[i] = value;
                return undefined;
            }
            node.keys.splice(i, 0, key);
            node.values.splice(i, 0, value);
            this.size++;
            if (node.keys.length <= MAX)
                return undefined;
            // Keys that only grow leave full leaves behind.
            const cut = i === node.keys.length - 1 ? node.keys.length - 1 : node.keys.length >> 1;
            const right = {
                owner: this.owner,
                keys: node.keys.splice(cut),
                values: node.values.splice(cut),
                children: null,
            };
            return { key: right.keys[0], right };
        }
        const i = upper(node.keys, key);
        const child = this.own(node.children[i]);
        node.children[i] = child;
        const split = this.insert(child, key, value);
        if (!split)
            return undefined;
        node.keys.splice(i, 0, split.key);
        node.children.splice(i + 1, 0, split.right);
        if (node.children.length <= MAX)
            return undefined;
        const cut = node.children.length >> 1;
        const right = {
            owner: this.owner,
            keys: node.keys.splice(cut),
            values: null,
            children: node.children.splice(cut),
        };
        return { key: node.keys.pop(), right };
    }
    /** Empty nodes are dropped; nodes are not merged, as keys seldom vanish in bulk without coming back. */
    remove(node, key) {
        if (!node.children) {
            const i = lower(node.keys, key);
            node.keys.splice(i, 1);
            node.values.splice(i, 1);
            return;
        }
        const i = upper(node.keys, key);
        const child = this.own(node.children[i]);
        node.children[i] = child;
        this.remove(child, key);
        if ((child.children ?? child.keys).length > 0)
            return;
        node.children.splice(i, 1);
        node.keys.splice(i === 0 ? 0 : i - 1, 1);
    }
}
/** The first place whose key is not below `key`. */
function lower(keys, key) {
    let lo = 0;
    let hi = keys.length;
    while (lo < hi) {
        const mid = (lo + hi) >> 1;
        if (keys[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
/** The first place whose key is above `key`. */
function upper(keys, key) {
    let lo = 0;
    let hi = keys.length;
    while (lo < hi) {
        const mid = (lo + hi) >> 1;
        if (keys[mid] <= key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
