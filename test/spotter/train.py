"""Trains the spotter: which lines of a picture are worth reading.

    npx tsx test/spotter/draw-lines.ts --count 200000 --seed 1 --out FOLDER   (needs Debian's fonts, see draw-lines.ts)
    /usr/bin/python3 test/spotter/train.py FOLDER... --out services/inspect/read/spot/spotter.onnx [--resume that]

Needs Debian's python3-torch, python3-numpy, python3-pil, and python3-onnx to go on from what ships. One line is a strip 32 pixels high; the network says for every
eighth column how likely a word stands there that a marking is made of, and of what kind its writing is: the script, and whether it stands on its head. The mean
over a line's columns counts.
"""
import argparse, io, json, math, random, time, unicodedata
from multiprocessing import get_context
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image, ImageDraw, ImageFilter

HEIGHT, STEP, WIDEST = 32, 8, 1400
# In the order of services/inspect/read/scripts/scripts.ts; then whether the line stands on its head.
SCRIPTS = ('latin', 'han', 'kana', 'hangul', 'cyrillic', 'greek', 'arabic', 'hebrew', 'devanagari', 'thai')
UNKNOWN = -1


class Spotter(nn.Module):
    """Letters first, at every fourth column, then words of them, at every eighth."""

    def __init__(self, classes, a=24, b=40, c=64, d=96, e=128, f=96):
        super().__init__()

        def block(i, o, k, s, p, dil=1):
            return nn.Sequential(nn.Conv2d(i, o, k, s, p, dil, bias=False), nn.BatchNorm2d(o), nn.ReLU(inplace=True))

        self.letters = nn.Sequential(
            block(1, a, 3, 2, 1),  # 16 x W/2
            block(a, b, 3, 2, 1),  # 8 x W/4
            block(b, c, 3, (2, 1), 1),  # 4 x W/4
            block(c, d, 3, (2, 1), 1),  # 2 x W/4
            block(d, e, (2, 3), 1, (0, 1)),  # 1 x W/4
        )
        self.down = block(e, f, (1, 4), (1, 2), (0, 1))  # 1 x W/8
        self.words = nn.ModuleList([block(f, f, (1, 5), 1, (0, 2 * n), (1, n)) for n in (1, 2, 4, 1, 2)])
        self.head = nn.Conv2d(f, 1, 1)
        self.kind = nn.Conv2d(f, len(SCRIPTS) + 1, 1)
        # Which letter stands where is asked in training only: it teaches the shapes in a fraction of the time.
        self.spelling = nn.Conv2d(e, classes, 1)

    def forward(self, x):
        return self.all(x, False)[:2]

    def all(self, x, spelled=True):
        x = self.letters(x)
        spelling = self.spelling(x)[:, :, 0, :] if spelled else None
        x = self.down(x)
        for word in self.words:
            x = x + word(x)
        return self.head(x)[:, 0, 0, :], self.kind(x)[:, :, 0, :], spelling


class Letters:
    """Classes of letters: Latin without accents, figures, the letters of other scripts that marks are made of, and the rest by script."""

    def __init__(self, index):
        often = {}
        for entry in index:
            for start, end in spans_in(entry):
                for letter in entry[5][start:end]:
                    if letter >= '\u0370' and letter.isalpha():
                        often[letter] = often.get(letter, 0) + 1
        known = [letter for letter, count in often.items() if count >= 20]
        self.known = {letter: 100 + n for n, letter in enumerate(sorted(known))}
        self.count = 100 + len(known)

    def of(self, letter):
        if letter.isspace():
            return 0
        if letter in self.known:
            return self.known[letter]
        if '\u3040' <= letter <= '\u9fff':
            return 1
        if '\uac00' <= letter <= '\ud7a3':
            return 5
        base = unicodedata.normalize('NFD', letter)[0]
        if 'A' <= base.upper() <= 'Z' and len(base.upper()) == 1:
            return 10 + ord(base.upper()) - 65 + (26 if base.islower() else 0)
        if base.isdigit():
            return 62 + int(base) if base in '0123456789' else 2
        if base in MARKS:
            return 72 + MARKS.index(base)
        return 3 if base.isalpha() else 4


MARKS = '/-()★:.,[]|*'


def spans_in(entry):
    """The spans of an entry, in letters."""
    edges = entry[6]
    return [(min(range(len(edges)), key=lambda k: abs(edges[k] - a)), min(range(len(edges)), key=lambda k: abs(edges[k] - b))) for a, b in entry[4]]


SCRIPT_OF = (('kana', '\u3040', '\u30ff'), ('hangul', '\uac00', '\ud7a3'), ('han', '\u3400', '\u9fff'), ('cyrillic', '\u0400', '\u052f'), ('greek', '\u0370', '\u03ff'),
             ('arabic', '\u0600', '\u06ff'), ('hebrew', '\u0590', '\u05ff'), ('devanagari', '\u0900', '\u097f'), ('thai', '\u0e00', '\u0e7f'), ('latin', 'A', '\u024f'))


def script_of(text):
    """Index of the script that a fifth of its letters are in, the rarer first; UNKNOWN where there are too few letters to tell."""
    counts = {name: sum(1 for c in text if a <= c <= b and c.isalpha()) for name, a, b in SCRIPT_OF}
    letters = sum(counts.values())
    if letters < (2 if counts['latin'] == 0 else 4):
        return UNKNOWN
    return next(SCRIPTS.index(name) for name, _, _ in SCRIPT_OF if counts[name] >= 0.2 * letters)


def stretch(a):
    lo, hi = np.percentile(a, 1), np.percentile(a, 99)
    if hi - lo >= 110 or hi - lo < 12:
        return a
    return np.clip((a - lo) * 220.0 / (hi - lo) + 20, 0, 255)


class Lines:
    def __init__(self, folders):
        indexes = [json.load(open(folder + '/index.json')) for folder in folders]
        self.pixels = [np.memmap(folder + '/lines.bin', dtype=np.uint8, mode='r') for folder in folders]
        self.index = [entry for index in indexes for entry in index]
        self.source = [n for n, index in enumerate(indexes) for _ in index]
        self.letters = Letters(self.index)

    def strip(self, i):
        offset, width = self.index[i][:2]
        return self.pixels[self.source[i]][offset:offset + 64 * width].reshape(64, width)


# Share of lines as screens and scanners show them: there a word is told from another surely, and the network is to say so.
PLAINLY = 0.5
# Share of lines that stand on their head, of those with as many letters as tell.
TURNED, TELLING = 0.15, 3


def dressed(lines, i, rng):
    """A strip as a camera, a copier or a messenger leaves it, half of them hardly the worse for it. -> float array 32 x W in 0..255, spans in its columns."""
    _, width, top, bottom, spans, text, edges = lines.index[i]
    strip = lines.strip(i)
    ink = bottom - top + 1
    u = rng.uniform
    mild = rng.random() < PLAINLY
    over, under = ink * u(0.0, 0.55), ink * u(0.0, 0.55)
    beside = 0.25
    if not mild and rng.random() < 0.1:  # two lines in one box
        beside = 0.9
        over, under = rng.choice([(over, ink * u(0.4, 1.0)), (ink * u(0.4, 1.0), under)])
    left = int(u(0, 14))
    right = width - int(u(0, 14))
    cover = 255 - strip[:, left:right].astype(np.float32)
    pad = 48
    cover = np.pad(cover, ((pad, pad), (0, 0)))
    y0, y1 = max(0, int(round(top - over)) + pad), min(len(cover), int(round(bottom + 1 + under)) + pad)
    if beside > 0.25 or rng.random() < 0.15:  # a neighbour looks in
        j = rng.randrange(len(lines.index))
        other = 255 - lines.strip(j)[lines.index[j][2]:lines.index[j][3] + 1].astype(np.float32)
        n = int(max(1, ink * u(0.05, beside)))
        w = min(other.shape[1], cover.shape[1])
        n = min(n, other.shape[0], y1 - y0)
        if rng.random() < 0.5:
            cover[y0:y0 + n, :w] = np.maximum(cover[y0:y0 + n, :w], other[-n:, :w])
        else:
            cover[y1 - n:y1, :w] = np.maximum(cover[y1 - n:y1, :w], other[:n, :w])
    cover = cover[y0:y1]
    h, w = cover.shape
    if rng.random() < 0.12:  # rules, underlines, boxes
        row = int(u(0, h))
        cover[row:row + rng.choice([1, 2, 3])] = 255
    if rng.random() < 0.05:
        for col in (int(u(0, 8)), w - 1 - int(u(0, 8))):
            cover[:, col:col + 2] = 255
    image = Image.fromarray(cover.astype(np.uint8))
    if rng.random() < 0.18:
        image = image.filter(rng.choice([ImageFilter.MinFilter(3), ImageFilter.MaxFilter(3)]))
    if rng.random() < 0.5:  # slope
        slope = u(-0.18, 0.18) * h / w * (0.3 if mild else 1)
        image = image.transform(image.size, Image.AFFINE, (1, u(-0.12, 0.12), 0, slope, 1, -slope * w / 2), Image.BILINEAR)
    eff = int(round(math.exp(u(math.log(18 if mild else 10), math.log(40 if mild else 34)))))
    aspect = u(0.82, 1.2)
    wide = max(8, int(round(w * eff / h * aspect)))
    small = np.asarray(image.resize((wide, eff), Image.BOX if eff < h else Image.BILINEAR), dtype=np.float32) / 255
    paper, contrast = u(110, 255), u(90 if mild else 45, 230)
    if not mild and rng.random() < 0.1:
        small = small * np.asarray(Image.fromarray((np.random.rand(max(2, eff // 6), max(2, wide // 8)) * 255).astype(np.uint8)).resize((wide, eff), Image.BILINEAR), dtype=np.float32) / 200
        small = np.clip(small, 0, 1)
    if rng.random() < 0.16:
        dark = u(0, 110)
        picture = dark + small * contrast
    else:
        picture = paper - small * min(contrast, paper - 5)
    if rng.random() < 0.4:
        gx, gy = np.linspace(-1, 1, wide)[None, :], np.linspace(-1, 1, eff)[:, None]
        picture = picture + u(-35, 35) * gx + u(-20, 20) * gy
    if not mild and rng.random() < 0.15:
        cloud = (np.random.rand(max(2, eff // 8), max(2, wide // 8)) * 255).astype(np.uint8)
        picture = picture + (np.asarray(Image.fromarray(cloud).resize((wide, eff), Image.BICUBIC), dtype=np.float32) - 128) * u(0.05, 0.3)
    if rng.random() < 0.4:
        picture = picture + np.random.randn(eff, wide) * u(1, 4 if mild else 14)
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    if rng.random() < 0.5:
        image = image.filter(ImageFilter.GaussianBlur(u(0.2, 0.6 if mild else 1.3) * eff / 24))
    if not mild and rng.random() < 0.1:
        k = [0] * 25
        for x in range(5):
            k[10 + x] = 1
        if rng.random() < 0.5:
            k = [k[5 * (n % 5) + n // 5] for n in range(25)]
        image = image.filter(ImageFilter.Kernel((5, 5), k, 5))
    if rng.random() < 0.7:
        b = io.BytesIO()
        image.save(b, 'JPEG', quality=rng.randint(55 if mild else 25, 92))
        image = Image.open(b)
    final = max(8, min(WIDEST, int(round(wide * HEIGHT / eff))))
    image = image.resize((final, HEIGHT), Image.BILINEAR if eff <= HEIGHT else Image.BOX)
    scale = final / w
    spelled = np.zeros(final // 4 + 1, np.int64)
    for letter, a, b in zip(text, edges, edges[1:]):
        spelled[max(0, int((a - left) * scale / 4 + 0.5)):max(0, int((b - left) * scale / 4 + 0.5))] = lines.letters.of(letter)
    picture = stretch(np.asarray(image, dtype=np.float32))
    if rng.random() < TURNED and sum(c.isalpha() for c in text) >= TELLING:  # read from its wrong end, nothing stands on it
        return picture[::-1, ::-1], [], np.full_like(spelled, -1), (UNKNOWN, 1)
    ahead = 0 if sum(c.isalpha() for c in text) >= TELLING else UNKNOWN
    return picture, [((a - left) * scale, (b - left) * scale) for a, b in spans], spelled, (script_of(text), ahead)


def unwritten(lines, rng):
    """What a detector takes for a line and is none: texture, edges, bars, the gap between two lines with halves of both."""
    u = rng.uniform
    width = int(math.exp(u(math.log(24), math.log(900))))
    sort = rng.random()
    if sort < 0.3:
        return paragraph(lines, rng)
    sort = (sort - 0.3) / 0.7
    if sort < 0.15:  # a curve of a chart, a squiggle
        cover = Image.new('L', (width, 64), 255)
        at = [(x, u(4, 60)) for x in sorted(u(0, width) for _ in range(rng.choice([3, 8, 20, 60])))]
        ImageDraw.Draw(cover).line(at, fill=int(u(0, 150)), width=rng.choice([1, 2, 3, 6]))
        picture = np.asarray(cover, dtype=np.float32) - u(0, 60)
    elif sort < 0.4:
        i, j = rng.randrange(len(lines.index)), rng.randrange(len(lines.index))
        tops = []
        for n, part in ((i, 'bottom'), (j, 'top')):
            entry = lines.index[n]
            ink = lines.strip(n)[entry[2]:entry[3] + 1].astype(np.float32)
            half = max(1, int(len(ink) * u(0.3, 0.55)))
            tops.append(ink[-half:] if part == 'bottom' else ink[:half])
        width = min(t.shape[1] for t in tops)
        gap = np.full((int(u(4, 20)), width), 255, np.float32)
        picture = np.concatenate([tops[0][:, :width], gap, tops[1][:, :width]])
    else:
        cell = int(u(2, 24))
        cloud = (np.random.rand(max(2, 32 // cell + 1), max(2, width // cell + 1)) * 255).astype(np.uint8)
        picture = np.asarray(Image.fromarray(cloud).resize((width, 32), rng.choice([Image.BICUBIC, Image.NEAREST])), dtype=np.float32)
        picture = 128 + (picture - 128) * u(0, 1)
        for _ in range(rng.choice([0, 1, 2, 4])):
            x, y, w, h = int(u(0, width)), int(u(0, 32)), int(u(1, width)), int(u(1, 20))
            picture = picture.copy()
            picture[y:y + h, x:x + w] = u(0, 255)
        if sort > 0.8:
            period = u(3, 40)
            picture = picture + u(20, 120) * np.sin(np.arange(width) * 2 * math.pi / period)[None, :]
        picture = picture + np.random.randn(*picture.shape) * u(0, 20)
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).resize((max(8, min(WIDEST, int(picture.shape[1] * HEIGHT / picture.shape[0]))), HEIGHT), Image.BILINEAR)
    if rng.random() < 0.6:
        image = image.filter(ImageFilter.GaussianBlur(u(0.2, 2)))
    return stretch(np.asarray(image, dtype=np.float32)), [], np.zeros(image.width // 4, np.int64), (UNKNOWN, UNKNOWN)


def paragraph(lines, rng):
    """Several lines of writing in one box, or what is left of them on a block: too small to be read as a line."""
    u = rng.uniform
    rows = []
    while len(rows) < rng.choice([2, 2, 3, 4]):
        n = rng.randrange(len(lines.index))
        entry = lines.index[n]
        if entry[4] or entry[1] < 150:
            continue
        rows.append(255 - lines.strip(n)[max(0, entry[2] - 4):entry[3] + 5].astype(np.float32))
    width = max(150, min(min(row.shape[1] for row in rows), int(u(150, 900))))
    cover = np.concatenate([row[:, :width] for row in rows]) / 255
    cover = np.pad(cover, ((int(u(0, 14)),) * 2, (int(u(0, 20)),) * 2))
    paper, contrast = u(60, 255), rng.choice([u(5, 30), u(40, 200)])
    picture = paper - cover * contrast + np.random.randn(*cover.shape) * u(0, 4)
    if rng.random() < 0.4:
        edge = int(u(1, 8))
        picture = np.pad(picture, edge, constant_values=u(0, 255))
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    image = image.resize((max(8, min(WIDEST, int(picture.shape[1] * HEIGHT / picture.shape[0]))), HEIGHT), Image.BOX)
    return stretch(np.asarray(image, dtype=np.float32)), [], np.full(image.width // 4, -1, np.int64), (UNKNOWN, UNKNOWN)


def batch_of(samples):
    width = max(s[0].shape[1] for s in samples)
    width = (width + STEP - 1) // STEP * STEP
    n = width // STEP
    x = np.zeros((len(samples), 1, HEIGHT, width), np.float32)
    y = np.zeros((len(samples), n), np.float32)
    m = np.zeros((len(samples), n), np.float32)
    t = np.full((len(samples), 2 * n), -1, np.int64)
    for k, (a, spans, spelled, _) in enumerate(samples):
        t[k, :len(spelled[:2 * n])] = spelled[:2 * n]
        x[k, 0, :, :a.shape[1]] = a / 127.5 - 1
        m[k, :max(1, a.shape[1] // STEP)] = 1
        for s, e in spans:
            y[k, max(0, int((s + 3) // STEP)):max(1, int((e - 3) // STEP) + 1)] = 1
    kinds = np.array([kind for *_, kind in samples], np.int64)
    return x, y * m, m, t, kinds


def worker(lines, seed, queue, pool, batch):
    rng = random.Random(seed)
    np.random.seed(seed)
    count = len(lines.index)
    while True:
        samples = [unwritten(lines, rng) if rng.random() < 0.12 else dressed(lines, rng.randrange(count), rng) for _ in range(pool)]
        samples.sort(key=lambda s: s[0].shape[1])
        batches = [batch_of(samples[k:k + batch]) for k in range(0, pool, batch)]
        rng.shuffle(batches)
        for b in batches:
            queue.put(b)


def line_logit(z, m):
    z = z.masked_fill(m == 0, -30)
    k = min(3, z.shape[1])
    return z.topk(k, dim=1).values.mean(1)


def real(model, folder):
    index = json.load(open(folder + '/index.json'))
    pixels = np.fromfile(folder + '/lines.bin', dtype=np.uint8)
    fold = lambda t: ''.join(c for c in t.upper() if c.isalnum())
    pos, neg = [], []
    with torch.no_grad():
        for each in index:
            a = pixels[each['offset']:each['offset'] + 32 * each['width']].reshape(32, each['width']).astype(np.float32)
            x, _, m, _, _ = batch_of([(a, [], np.zeros(1, np.int64), (UNKNOWN, UNKNOWN))])
            s = float(torch.sigmoid(line_logit(model(torch.from_numpy(x))[0], torch.from_numpy(m)))[0])
            if each['level'] and fold(each['level']) in fold(each['text']):
                pos.append((s, each['text'], each['name']))
            elif not each['marked']:
                neg.append((s, each['text'], each['name']))
    return pos, neg


def report(model, args):
    model.eval()
    if args.real:
        pos, neg = real(model, args.real)
        line = ' '.join(f'{t}: {np.mean([p[0] >= t for p in pos]):.3f}/{np.mean([n[0] >= t for n in neg]):.3f}' for t in (0.02, 0.05, 0.1, 0.2, 0.5))
        print(f'  real marked/plain flagged ({len(pos)}/{len(neg)})', line, flush=True)
        if args.verbose:
            for s, t, n in sorted(pos)[:40]:
                print('    low', round(s, 3), t, '|', n)
            for s, t, n in sorted(neg)[::-1][:40]:
                print('    high', round(s, 3), t, '|', n)
    model.train()


def go_on_from(path, model, lines):
    """Weights of an exported spotter: its norms were folded into its convolutions, so they are taken from lines anew."""
    import onnx
    from onnx import numpy_helper
    stored = [torch.from_numpy(numpy_helper.to_array(each).copy()) for each in onnx.load(path).graph.initializer]
    convs = [m for name, m in model.named_modules() if isinstance(m, nn.Conv2d) and name not in ('spelling', 'head', 'kind')]
    norms = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    weights, biases = [w for w in stored if w.dim() == 4], [w for w in stored if w.dim() == 1]

    def take(weight):
        at = next(k for k, w in enumerate(weights) if w.shape == weight.shape)
        weight.data.copy_(weights.pop(at))
        return biases.pop(at)
    model.eval()
    with torch.no_grad():
        for conv, norm in zip(convs, norms):
            if any(w.shape == conv.weight.shape for w in weights):
                norm.bias.copy_(take(conv.weight))
            else:  # a stage it did not have begins as next to nothing
                conv.weight.mul_(0.1)
        for last in (model.head, model.kind):
            if any(w.shape == last.weight.shape for w in weights):
                last.bias.copy_(take(last.weight))
        rng = random.Random(0)
        x = torch.from_numpy(batch_of([dressed(lines, rng.randrange(len(lines.index)), rng) for _ in range(256)])[0])
        kept = {}
        hooks = [conv.register_forward_hook(lambda m, _, out: kept.__setitem__(m, out)) for conv in convs]
        model(x)
        for hook in hooks:
            hook.remove()
        for conv, norm in zip(convs, norms):
            mean, var = kept[conv].mean((0, 2, 3)), kept[conv].var((0, 2, 3))
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(var)
            norm.weight.copy_(torch.sqrt(var + norm.eps))
            norm.bias.add_(mean)
    model.train()


def main():
    p = argparse.ArgumentParser()
    p.add_argument('folders', nargs='+')
    p.add_argument('--out', default='spotter.onnx')
    p.add_argument('--minutes', type=float, default=30)
    p.add_argument('--batch', type=int, default=64)
    p.add_argument('--rate', type=float, default=2e-3)
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--real')
    p.add_argument('--resume')
    p.add_argument('--verbose', action='store_true')
    p.add_argument('--seed', type=int, default=1)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    lines = Lines(args.folders)
    model = Spotter(lines.letters.count)
    print(lines.letters.count, 'letters', flush=True)
    model = model.to(memory_format=torch.channels_last)
    if args.resume and args.resume.endswith('.onnx'):
        go_on_from(args.resume, model, lines)
    elif args.resume:
        stored, own = torch.load(args.resume), model.state_dict()
        # Other lines may have other letters.
        model.load_state_dict({name: stored[name] if stored[name].shape == weight.shape else weight for name, weight in own.items()})
    if args.minutes > 0:
        ctx = get_context('fork')
        queue = ctx.Queue(maxsize=200)
        helper = ctx.Process(target=worker, args=(lines, args.seed, queue, 2048, args.batch), daemon=True)
        helper.start()
        optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=1e-4)
        began = time.time()
        seen, shown, sums = 0, 0, np.zeros(7)
        while True:
            share = (time.time() - began) / (args.minutes * 60)
            if share >= 1:
                break
            for group in optimizer.param_groups:
                group['lr'] = args.rate * min(1, seen / 6000) * (0.5 * (1 + math.cos(math.pi * share)) + 0.01)
            x, y, m, t, kinds = (torch.from_numpy(np.ascontiguousarray(a)) for a in queue.get())
            with torch.autocast('cpu', dtype=torch.bfloat16):
                z, kind, spelling = model.all(x.contiguous(memory_format=torch.channels_last))
            z, kind, spelling = z.float(), kind.float(), spelling.float()
            letters = F.cross_entropy(spelling, t, ignore_index=-1)
            right = ((spelling.argmax(1) == t) & (t > 0)).sum() / (t > 0).sum()
            bce = F.binary_cross_entropy_with_logits(z, y, reduction='none')
            columns = (bce * m).sum() / m.sum()
            truth = (y.sum(1) > 0).float()
            logit = line_logit(z, m)
            whole = F.binary_cross_entropy_with_logits(logit, truth)
            said = (kind * m[:, None]).sum(2) / m.sum(1)[:, None]
            known, told = kinds[:, 0] != UNKNOWN, kinds[:, 1] != UNKNOWN
            script = F.cross_entropy(said[:, :-1], kinds[:, 0], ignore_index=UNKNOWN, reduction='sum') / max(1, int(known.sum()))
            turned = F.binary_cross_entropy_with_logits(said[told, -1], kinds[told, 1].float(), reduction='sum') / max(1, int(told.sum()))
            loss = columns + 0.5 * whole + letters + 0.3 * script + 0.3 * turned
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5)
            optimizer.step()
            seen += len(x)
            prob = torch.sigmoid(logit.detach())
            sums += [float(loss), float(right), float(((prob > 0.1) & (truth > 0)).sum()) / max(1, float(truth.sum())), float(((prob > 0.1) & (truth == 0)).sum()) / max(1, float((truth == 0).sum())), 1,
                     float((said[:, :-1].argmax(1) == kinds[:, 0]).sum()) / max(1, int(known.sum())),
                     float(((said[told, -1] > 0) == (kinds[told, 1] > 0)).sum()) / max(1, int(told.sum()))]
            if seen - shown >= (10000 if seen < 60000 else 60000):
                shown = seen
                print(f'{(time.time() - began) / 60:.1f} min {seen} lines, loss {sums[0] / sums[4]:.4f}, letters {sums[1] / sums[4]:.3f}, at 0.1: marked {sums[2] / sums[4]:.3f} plain {sums[3] / sums[4]:.3f}, script {sums[5] / sums[4]:.3f}, turned {sums[6] / sums[4]:.3f}', flush=True)
                sums[:] = 0
                torch.save(model.state_dict(), args.out + '.pt')
                if seen > 60000:
                    report(model, args)
        torch.save(model.state_dict(), args.out + '.pt')
    report(model, args)
    model.eval()
    torch.onnx.export(model, torch.zeros(1, 1, HEIGHT, 320), args.out, input_names=['strip'], output_names=['columns', 'kinds'],
                      dynamic_axes={'strip': {0: 'lines', 3: 'width'}, 'columns': {0: 'lines', 1: 'columns'}, 'kinds': {0: 'lines', 2: 'columns'}}, opset_version=13)


main()
