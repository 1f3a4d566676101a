"""Trains a reader of one more alphabet on top of PP-OCR's recognition model: what its backbone makes of a line's steps, to letters.

    npx tsx test/alphabets/draw-steps.ts --script cyrillic --count 40000 --seed 1 --out FOLDER --root ROOT
    /usr/bin/python3 test/alphabets/train.py FOLDER... --out services/inspect/read/neural/alphabets/cyrillic.onnx

Needs Debian's python3-torch and python3-numpy. Beside the model stands its list of letters, one a line, without the blank of CTC.
"""
import argparse, json, math, random, time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

CHANNELS = 480
# A letter that is rarer than this is not learned: it is read as OTHER, which is no sign that means something on a form.
RAREST = 20
OTHER = '\ufffd'
HELD_BACK = 1000


class Alphabet(nn.Module):
    """steps: lines x 480 x 1 x steps -> lines x steps x classes, probabilities; class 0 is the blank."""

    def __init__(self, classes, hidden):
        super().__init__()
        self.first = nn.Conv1d(CHANNELS, hidden, 3, padding=1)
        self.second = nn.Conv1d(hidden, hidden, 5, padding=2)
        self.third = nn.Conv1d(hidden, hidden, 5, padding=4, dilation=2)
        self.last = nn.Conv1d(hidden, classes, 1)

    def logits(self, x):
        x = F.relu(self.first(x))
        x = x + F.relu(self.second(x))
        x = x + F.relu(self.third(x))
        return self.last(x)

    def forward(self, steps):
        return torch.softmax(self.logits(steps[:, :, 0, :]).transpose(1, 2), 2)


class Lines:
    def __init__(self, folders):
        self.all = []
        often = {}
        for folder in folders:
            pixels = np.memmap(folder + '/steps.bin', dtype=np.int16, mode='r')
            at = 0
            for steps, text in json.load(open(folder + '/index.json')):
                self.all.append((pixels, at, steps, text.replace(OTHER, '')))
                at += CHANNELS * steps
                for letter in text:
                    often[letter] = often.get(letter, 0) + 1
        # The space last, as in PaddleOCR's lists, which leave it out.
        self.letters = sorted(letter for letter, count in often.items() if count >= RAREST and letter not in (OTHER, ' ')) + [OTHER, ' ']
        known = set(self.letters)
        self.classes = {letter: n + 1 for n, letter in enumerate(self.letters)}
        self.all = [(*each, ''.join(letter if letter in known else OTHER for letter in text)) for *each, text in self.all]
        self.all = [each for each in self.all if each[3] and self.fits(each)]

    @staticmethod
    def fits(each):
        text = each[3]
        return each[2] >= len(text) + sum(a == b for a, b in zip(text, text[1:]))

    def steps(self, each):
        pixels, at, steps, _ = each
        raw = torch.from_numpy(np.array(pixels[at:at + CHANNELS * steps])).view(torch.bfloat16)
        return raw.view(CHANNELS, steps).float()


def batch_of(lines, some):
    most = max(each[2] for each in some)
    x = torch.zeros(len(some), CHANNELS, most)
    for k, each in enumerate(some):
        x[k, :, :each[2]] = lines.steps(each)
    target = torch.tensor([lines.classes[letter] for each in some for letter in each[3]])
    return x, torch.tensor([each[2] for each in some]), target, torch.tensor([len(each[3]) for each in some])


def read(logits, letters):
    out, before = [], 0
    for best in logits.argmax(0).tolist():
        if best != before and best > 0:
            out.append(letters[best - 1])
        before = best
    return ''.join(out)


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        row, last = [i + 1], row
        for j, y in enumerate(b):
            row.append(min(row[-1] + 1, last[j + 1] + 1, last[j] + (x != y)))
    return row[-1]


def main():
    p = argparse.ArgumentParser()
    p.add_argument('folders', nargs='+')
    p.add_argument('--out', required=True)
    p.add_argument('--minutes', type=float, default=15)
    p.add_argument('--hidden', type=int, default=128)
    p.add_argument('--rate', type=float, default=2e-3)
    p.add_argument('--batch', type=int, default=32)
    p.add_argument('--threads', type=int, default=1)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    rng = random.Random(1)
    lines = Lines(args.folders)
    rng.shuffle(lines.all)
    held, own = lines.all[:HELD_BACK], lines.all[HELD_BACK:]
    print(len(own), 'lines,', len(lines.letters), 'letters', ''.join(lines.letters)[:200], flush=True)
    model = Alphabet(len(lines.letters) + 1, args.hidden)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=1e-3)
    began, seen, total, batches = time.time(), 0, 0.0, 0

    def measure():
        model.eval()
        wrong = count = whole = 0
        with torch.no_grad():
            for each in held:
                said = read(model.logits(lines.steps(each)[None])[0], lines.letters)
                wrong += distance(said, each[3])
                count += len(each[3])
                whole += said == each[3]
        model.train()
        print(f'  {(time.time() - began) / 60:.1f} min {seen} lines: letters wrong {wrong / count:.4f}, lines right {whole / len(held):.3f}', flush=True)

    shown = began
    while (share := (time.time() - began) / (60 * args.minutes)) < 1:
        pool = rng.sample(own, min(len(own), 40 * args.batch))
        pool.sort(key=lambda each: each[2])
        some = [pool[k:k + args.batch] for k in range(0, len(pool), args.batch)]
        rng.shuffle(some)
        for each in some:
            for group in optimizer.param_groups:
                group['lr'] = args.rate * min(1, seen / 3000) * (0.5 * (1 + math.cos(math.pi * min(1, share))) + 0.01)
            x, steps, target, lengths = batch_of(lines, each)
            x = x * (torch.rand(len(each), CHANNELS, 1) > 0.05)
            scores = F.log_softmax(model.logits(x), 1).permute(2, 0, 1)
            loss = F.ctc_loss(scores, target, steps, lengths, zero_infinity=True)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5)
            optimizer.step()
            seen += len(each)
            total, batches = total + float(loss), batches + 1
        if time.time() - shown > 60:
            shown = time.time()
            print(f'{(time.time() - began) / 60:.1f} min {seen} lines, loss {total / batches:.4f}', flush=True)
            total, batches = 0.0, 0
            measure()
    measure()
    model.eval()
    torch.onnx.export(model, torch.zeros(1, CHANNELS, 1, 40), args.out, input_names=['steps'], output_names=['classes'],
                      dynamic_axes={'steps': {3: 'steps'}, 'classes': {1: 'steps'}}, opset_version=13)
    open(args.out.replace('.onnx', '.txt'), 'w').write(''.join(letter + '\n' for letter in lines.letters[:-1]))


main()
