"""Trains the head of the first look: whether writing is at a place, from what the detection model sees there in its first stages.

    npx tsx test/first-look/draw-views.ts --seed 1001 --every 1 --out A             (12 minutes; a few seeds)
    npx tsx test/first-look/draw-views.ts --seed 1101 --free --each 5 --every 1 --out B
    npx tsx test/first-look/features.ts A B V
    python3 test/first-look/train.py A B --check V --out test/first-look/first-look.f32

Needs numpy. The head becomes part of the line finder: test/line-finder/train.py with --minutes 0. Says of the views to check, by what they are, how high their likeliest
place is weighed: those with writing should all be above the bound in see-writing.ts, most of the others below.
"""
import argparse, hashlib, json
import numpy as np

FREE = {'landscape', 'flowers', 'bricks', 'night', 'clouds', 'foliage', 'plate-of-food', 'fabric', 'room', 'group-of-people', 'photograph'}
CHANNELS, HIDDEN, CELL = 384, 32, 16
# A line covers this much of the cells it runs through, lower lines less; and is seen as writing from this height on, pixels.
COVERED, LEAST_HEIGHT = 0.45, 3
# What the detector is this sure of, of 255, without it being a line, is neither writing nor none.
DOUBTFUL = 18
EPOCHS, BATCH, RATE, NOISE, DECAY = 12, 1024, 2e-3, 0.1, 1e-4


def views_of(folder):
    features = np.memmap(f'{folder}/features.bin', np.float32, 'r')
    cells = np.fromfile(f'{folder}/cells.bin', np.uint8).reshape(-1, 3)
    at = 0
    for line in open(f'{folder}/index.jsonl'):
        view = json.loads(line)
        count = (view['width'] // CELL) * (view['height'] // CELL)
        seen = features[at * CHANNELS:(at + count) * CHANNELS].reshape(CHANNELS, count)
        yield view, seen, said_of(view, cells[at:at + count])
        at += count


def is_free(view):
    return view['kind'] in FREE and view['view'] != 'written'


def said_of(view, cells):
    """1 writing, 0 none, -1 not to be learned from."""
    covered, height, sure = cells.T.astype(np.float32)
    said = np.full(len(cells), -1, np.int8)
    said[(covered == 0) & ((sure < DOUBTFUL) | is_free(view))] = 0
    said[(covered >= COVERED * 255 * np.minimum(1, np.maximum(height, 2) / CELL)) & (height >= LEAST_HEIGHT)] = 1
    return said


def sampled(folders, random):
    xs, ys = [], []
    for folder in folders:
        for view, seen, said in views_of(folder):
            some = lambda of, most: random.permutation(np.flatnonzero(said == of))[:most]
            cells = np.concatenate([some(1, 40), some(0, 400 if is_free(view) else 80)])
            xs.append(seen[:, cells].T)
            ys.append(said[cells])
    return np.concatenate(xs), np.concatenate(ys).astype(np.float32)


def train(x, y, random):
    """Two layers, Adam, cross-entropy. Returns weights for cells as they come."""
    middle, spread = x.mean(0), x.std(0) + 1e-3
    x = (x - middle) / spread
    layers = [
        random.normal(0, (2 / CHANNELS) ** 0.5, (CHANNELS, HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        random.normal(0, (1 / HIDDEN) ** 0.5, (HIDDEN, 1)).astype(np.float32),
        np.zeros(1, np.float32),
    ]
    means, squares = [np.zeros_like(w) for w in layers], [np.zeros_like(w) for w in layers]
    steps, step = EPOCHS * -(-len(x) // BATCH), 0
    for epoch in range(EPOCHS):
        loss = 0.0
        order = random.permutation(len(x))
        for start in range(0, len(x), BATCH):
            batch = order[start:start + BATCH]
            seen = x[batch] + random.normal(0, NOISE, (len(batch), CHANNELS)).astype(np.float32)
            said = y[batch, None]
            before = seen @ layers[0] + layers[1]
            hidden = np.maximum(before, 0)
            weight = hidden @ layers[2] + layers[3]
            loss += float(np.sum(np.logaddexp(0, weight) - said * weight))
            off = (1 / (1 + np.exp(-weight)) - said) / len(batch)
            back = (off @ layers[2].T) * (before > 0)
            slopes = [seen.T @ back + DECAY * layers[0], back.sum(0), hidden.T @ off, off.sum(0)]
            step += 1
            rate = RATE * min(1, 2 * (1 - step / (steps + 1)))
            for i, slope in enumerate(slopes):
                means[i] = 0.9 * means[i] + 0.1 * slope
                squares[i] = 0.999 * squares[i] + 0.001 * slope ** 2
                layers[i] -= rate * (means[i] / (1 - 0.9 ** step)) / (np.sqrt(squares[i] / (1 - 0.999 ** step)) + 1e-8)
        print(f'epoch {epoch + 1}: {loss / len(x):.4f}', flush=True)
    mixing = layers[0] / spread[:, None]
    return [mixing, layers[1] - middle @ mixing, layers[2], layers[3]]


def check(folder, layers):
    found = {}
    for view, seen, said in views_of(folder):
        weight = (np.maximum(seen.T @ layers[0] + layers[1], 0) @ layers[2] + layers[3]).max()
        sort = 'no writing' if is_free(view) else 'writing' if (said == 1).any() else 'little writing'
        found.setdefault((view['view'], sort), []).append((float(weight), view['name']))
    shares = [0, 0.01, 0.05, 0.5, 0.8, 0.95, 1]
    for (kind, sort), all in sorted(found.items()):
        weights = [weight for weight, _ in all]
        print(f'{folder} {kind}, {sort}, {len(all)}:', *(f'{share:.0%} {np.quantile(weights, share):.1f}' for share in shares))
        if sort == 'writing':
            print('  least:', ', '.join(f'{name} {weight:.1f}' for weight, name in sorted(all)[:8]))
        for bound in (1.5, 2, 2.5, 3, 3.5):
            print(f'  below {bound}: {np.mean(np.array(weights) < bound):.3f}', end='')
        print()


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('folders', nargs='+')
    parser.add_argument('--check', nargs='*', default=[])
    parser.add_argument('--out', required=True)
    asked = parser.parse_args()
    random = np.random.default_rng(1)
    x, y = sampled(asked.folders, random)
    print(f'{len(x)} places, {y.mean():.0%} with writing')
    layers = train(x, y, random)
    order = [layers[0].T, layers[1], layers[2].T, layers[3]]
    file = np.concatenate([layer.ravel() for layer in order]).astype('<f4').tobytes()
    open(asked.out, 'wb').write(file)
    print('sha256', hashlib.sha256(file).hexdigest())
    for folder in asked.check:
        check(folder, layers)
