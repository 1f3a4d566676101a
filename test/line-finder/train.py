"""Teaches the line finder what the whole detection model makes of windows of pictures.

    npx tsx test/line-finder/draw-windows.ts --seed 6001 --out FOLDER          (15 minutes a seed; a few of them)
    npx tsx test/line-finder/draw-windows.ts --seed 7006 --which plain --free --each 4 --out FOLDER   (pictures without writing)
    npx tsx test/line-finder/teacher.ts OUT.onnx                               (PP-OCR's detection model, streamlined)
    /usr/bin/python3 test/line-finder/train.py OUT.onnx FOLDER... --resume test/line-finder/neck.pt --minutes 30 --out line-finder.onnx

neck.pt is as far as it was taught. The file belongs in services/inspect/read/neural, its digest in line-finder.ts there. With --minutes 0 nothing is taught: a new head
of the first look (`test/first-look`) or a new neck is only put together with the rest.
"""
import argparse, hashlib, math, time
import numpy as np
import torch
import torch.nn.functional as F
from model import LineFinder, Places, export

SIDE = 256
# Of each window's inner edges the model saw more of the picture than the window has.
BLIND = 24
# So many quarters of the picture around lines count more: it matters how thick and how sure they are.
NEAR, MORE = 2, 4.0
MEAN = torch.tensor([0.485, 0.456, 0.406])[:, None, None] * 255
SPREAD = torch.tensor([0.229, 0.224, 0.225])[:, None, None] * 255


class Windows:
    def __init__(self, folders):
        self.all = []
        for folder in folders:
            edges = np.fromfile(f'{folder}/edges.bin', np.uint8).reshape(-1, 4)
            pixels = np.memmap(f'{folder}/pixels.bin', np.uint8, 'r')
            maps = np.memmap(f'{folder}/maps.bin', np.uint8, 'r')
            count = min(len(edges), len(pixels) // (3 * SIDE * SIDE), len(maps) // (SIDE * SIDE))
            pixels = pixels[:count * 3 * SIDE * SIDE].reshape(count, SIDE, SIDE, 3)
            maps = maps[:count * SIDE * SIDE].reshape(count, SIDE, SIDE)
            self.all += [(pixels, maps, edges, i) for i in range(count)]

    def batch(self, some):
        """Pixels as PP-OCR takes them (blue, green, red), what is said of each, and how much it counts."""
        x = torch.stack([torch.from_numpy(np.array(pixels[i][..., ::-1])).permute(2, 0, 1) for pixels, _, _, i in some]).float()
        y = torch.stack([torch.from_numpy(np.array(maps[i])) for _, maps, _, i in some])[:, None].float() / 255
        near = F.max_pool2d(F.max_pool2d(y, 4), 2 * NEAR + 1, 1, NEAR) > 0.1
        weight = 1 + MORE * F.interpolate(near.float(), scale_factor=4)
        for k, (_, _, edges, i) in enumerate(some):
            left, top, right, bottom = edges[i]
            if not left: weight[k, :, :, :BLIND] = 0
            if not top: weight[k, :, :BLIND] = 0
            if not right: weight[k, :, :, -BLIND:] = 0
            if not bottom: weight[k, :, -BLIND:] = 0
        return (x - MEAN) / SPREAD, y, weight


def main():
    p = argparse.ArgumentParser()
    p.add_argument('teacher')
    p.add_argument('folders', nargs='+')
    p.add_argument('--out', required=True)
    p.add_argument('--head', default='test/first-look/first-look.f32')
    p.add_argument('--minutes', type=float, default=20)
    p.add_argument('--rate', type=float, default=2e-3)
    p.add_argument('--resume')
    p.add_argument('--batch', type=int, default=8)
    p.add_argument('--threads', type=int, default=1)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    windows = Windows(args.folders)
    order = random.permutation(len(windows.all))
    held, own = order[:200], order[200:]
    model = LineFinder(args.teacher)
    with torch.no_grad():
        model.neck.level(model.backbone(windows.batch([windows.all[i] for i in own[:48]])[0]))
    if args.resume:
        model.neck.load_state_dict({name[5:]: weight for name, weight in torch.load(args.resume).items() if name.startswith('neck.')})
    model.backbone.requires_grad_(False)
    optimizer = torch.optim.AdamW(model.neck.parameters(), lr=args.rate, weight_decay=1e-3)
    began, seen, total, batches = time.time(), 0, 0.0, 0
    print(len(own), 'windows', flush=True)

    def measure():
        model.eval()
        both = either = 0
        off = 0.0
        with torch.no_grad():
            for k in range(0, len(held), 8):
                x, y, weight = windows.batch([windows.all[i] for i in held[k:k + 8]])
                said = torch.sigmoid(model(x))
                ours, theirs = (said > 0.3) & (weight > 0), (y > 0.3) & (weight > 0)
                both += int((ours & theirs).sum())
                either += int((ours | theirs).sum())
                off += float(((said - y).abs() * (weight > 1)).sum() / (weight > 1).sum().clamp(min=1))
        model.train()
        print(f'  {(time.time() - began) / 60:.1f} min, {seen} windows, loss {total / max(1, batches):.4f}: shared {both / max(1, either):.4f}, off {off / (len(held) / 8):.4f}', flush=True)

    shown = began
    while (share := (time.time() - began) / max(1e-9, 60 * args.minutes)) < 1:
        for group in optimizer.param_groups:
            group['lr'] = args.rate * min(1, seen / 2000) * (0.5 * (1 + math.cos(math.pi * share)) + 0.01)
        x, y, weight = windows.batch([windows.all[i] for i in random.choice(own, args.batch)])
        logits = model(x)
        loss = (F.binary_cross_entropy_with_logits(logits, y, reduction='none') * weight).sum() / weight.sum()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimizer.step()
        seen += args.batch
        total, batches = total + float(loss), batches + 1
        if time.time() - shown > 60:
            measure()
            torch.save(model.neck.state_dict(prefix='neck.'), args.out + '.pt')
            shown, total, batches = time.time(), 0.0, 0
    measure()
    torch.save(model.neck.state_dict(prefix='neck.'), args.out + '.pt')
    export(model, Places(args.head), args.out)
    print('sha256', hashlib.sha256(open(args.out, 'rb').read()).hexdigest())


if __name__ == '__main__':
    main()
