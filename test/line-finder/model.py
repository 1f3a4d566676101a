"""The line finder: the first stages of PP-OCR's detection model, as they are, with a neck of our own that tells what is a line's.

Needs Debian's python3-torch, python3-onnx, python3-numpy and, for its speed, libopenblas0-pthread.
"""
import numpy as np
import onnx
from onnx import helper, numpy_helper
import torch
import torch.nn as nn
import torch.nn.functional as F

# Channels of a quarter, an eighth and a sixteenth of the picture; those of the neck on each.
SEEN = (48, 96, 192)
WIDE = (32, 48, 64)


def attributes(node):
    return {each.name: helper.get_attribute_value(each) for each in node.attribute}


class Backbone(nn.Module):
    """PP-OCR's nodes up to a sixteenth of the picture, run one by one."""

    def __init__(self, path):
        super().__init__()
        graph = onnx.load(path).graph
        constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self.steps, self.stages = [], []
        scaled = {}
        halvings = 0
        for node in graph.node:
            given, made, about = list(node.input), node.output[0], attributes(node)
            if node.op_type == 'BatchNormalization':
                gamma, beta, mean, variance = (constants[name] for name in given[1:])
                scale = gamma / np.sqrt(variance + about.get('epsilon', 1e-5))
                shift = beta - mean * scale
                scaled[made] = (given[0], scale, shift)
                continue
            if node.op_type == 'Conv':
                source = given[0]
                weight = constants[given[1]]
                bias = constants[given[2]] if len(given) > 2 else np.zeros(weight.shape[0], np.float32)
                if about['strides'] == [2, 2]:
                    halvings += 1
                    if halvings > 2:
                        self.stages.append(scaled.get(source, (source,))[0])
                    if halvings == 5:
                        break
                # Not made part of the convolution: its padding is no paper, and at the edges every later stage would see something else.
                if source in scaled:
                    self.scale(*scaled[source], source)
                name = f'conv{len(self.steps)}'
                conv = nn.Conv2d(weight.shape[1] * about['group'], weight.shape[0], about['kernel_shape'], about['strides'], about['pads'][:2], groups=about['group'])
                conv.weight.data, conv.bias.data = torch.tensor(weight), torch.tensor(bias)
                self.add_module(name, conv)
                self.steps.append(('conv', name, source, made))
            elif node.op_type == 'HardSigmoid':
                gate = (made, given[0])
            elif node.op_type == 'Mul':
                assert given == [gate[1], gate[0]]
                self.steps.append(('hardswish', None, given[0], made))
            else:
                raise ValueError(node.op_type)
        self.eval()

    def scale(self, source, scale, shift, made):
        norm = nn.BatchNorm2d(len(scale), eps=0)
        norm.weight.data, norm.bias.data = torch.tensor(scale), torch.tensor(shift)
        self.add_module(f'norm{len(self.steps)}', norm)
        self.steps.append(('norm', f'norm{len(self.steps)}', source, made))

    def train(self, mode=True):
        """Its norms scale by what they were given, and learn nothing of batches."""
        return super().train(False)

    def forward(self, x):
        values = {'x': x}
        for kind, name, source, made in self.steps:
            values[made] = F.hardswish(values[source]) if kind == 'hardswish' else getattr(self, name)(values[source])
        return [values[name] for name in self.stages]


class Mixed(nn.Module):
    """A depthwise convolution and a mixing of channels."""

    def __init__(self, ins, outs, kernel):
        super().__init__()
        self.near = nn.Conv2d(ins, ins, kernel, padding=kernel // 2, groups=ins)
        self.mix = nn.Conv2d(ins, outs, 1)

    def forward(self, x):
        return F.relu(self.mix(self.near(x)))


class Neck(nn.Module):
    def __init__(self):
        super().__init__()
        quarter, eighth, sixteenth = SEEN
        a, b, c = WIDE
        self.in16 = nn.Conv2d(sixteenth, c, 1)
        self.mix16 = Mixed(c, c, 5)
        self.more16 = Mixed(c, c, 5)
        self.down16 = nn.Conv2d(c, b, 1)
        self.in8 = nn.Conv2d(eighth, b, 1)
        self.mix8 = Mixed(b, b, 3)
        self.more8 = Mixed(b, b, 3)
        self.down8 = nn.Conv2d(b, a, 1)
        self.in4 = nn.Conv2d(quarter, a, 1)
        self.mix4 = Mixed(a, a, 3)
        self.more4 = Mixed(a, a, 3)
        self.last = nn.Conv2d(a, 16, 1)

    def level(self, seen):
        """What comes in is brought to one scale, by what it is on some windows."""
        for mix, stage in zip((self.in4, self.in8, self.in16), seen):
            middle, spread = stage.mean((0, 2, 3)), stage.std((0, 2, 3)) + 1e-3
            mix.register_buffer('middle', middle[None, :, None, None])
            mix.register_buffer('spread', spread[None, :, None, None])

    def fold(self):
        """What `level` does becomes part of the mixings."""
        for mix in (self.in4, self.in8, self.in16):
            weight = mix.weight.data / mix.spread
            mix.bias.data = mix.bias.data - (weight * mix.middle).sum((1, 2, 3))
            mix.weight.data = weight
            mix.middle.zero_()
            mix.spread.fill_(1)

    def forward(self, seen):
        """Logits, a pixel each, in four by four planes of a quarter."""
        if torch.onnx.is_in_onnx_export():
            quarter, eighth, sixteenth = seen
        else:
            quarter, eighth, sixteenth = ((stage - mix.middle) / mix.spread for mix, stage in zip((self.in4, self.in8, self.in16), seen))
        x = F.relu(self.in16(sixteenth))
        x = x + self.mix16(x)
        x = x + self.more16(x)
        x = F.relu(self.in8(eighth) + doubled(self.down16(x)))
        x = x + self.mix8(x)
        x = x + self.more8(x)
        x = F.relu(self.in4(quarter) + doubled(self.down8(x)))
        x = x + self.mix4(x)
        x = x + self.more4(x)
        return self.last(x)


def doubled(x):
    return F.interpolate(x, scale_factor=2, mode='nearest')


class LineFinder(nn.Module):
    """x: 1 x 3 x height x width, as PP-OCR takes it -> logits, 1 x 1 x height x width."""

    def __init__(self, path):
        super().__init__()
        self.backbone = Backbone(path)
        self.neck = Neck()

    def forward(self, x):
        return F.pixel_shuffle(self.neck(self.backbone(x)), 4)


class Places(nn.Module):
    """The head of the first look (`test/first-look`): what is seen -> logits, 1 x 1 x height/16 x width/16, how likely writing is there."""

    def __init__(self, head):
        super().__init__()
        channels, hidden = 2 * SEEN[1] + SEEN[2], 32
        mixing, mixing_bias, last, last_bias = torch.split(torch.from_numpy(np.fromfile(head, '<f4')), [hidden * channels, hidden, hidden, 1])
        self.mixing = nn.Conv2d(channels, hidden, 1)
        self.mixing.weight.data, self.mixing.bias.data = mixing.view(hidden, channels, 1, 1), mixing_bias
        self.last = nn.Conv2d(hidden, 1, 1)
        self.last.weight.data, self.last.bias.data = last.view(1, hidden, 1, 1), last_bias

    def forward(self, seen):
        eighth, sixteenth = seen[1:]
        return self.last(F.relu(self.mixing(torch.cat([F.max_pool2d(eighth, 2), F.avg_pool2d(eighth, 2), sixteenth], 1))))


class Shipped(nn.Module):
    """Both in one run -> lines, bytes of 1 x 1 x height x width, and places."""

    def __init__(self, finder, places):
        super().__init__()
        self.finder, self.places = finder, places

    def forward(self, x):
        seen = self.finder.backbone(x)
        lines = F.pixel_shuffle(torch.sigmoid(self.finder.neck(seen)) * 255, 4)
        return lines.to(torch.uint8), self.places(seen)


def export(finder, places, path):
    finder.neck.fold()
    model = Shipped(finder, places).eval()
    sizes = {2: 'height', 3: 'width'}
    torch.onnx.export(model, torch.zeros(1, 3, 256, 256), path, input_names=['x'], output_names=['lines', 'places'], opset_version=13,
                      dynamic_axes={'x': sizes, 'lines': sizes, 'places': {2: 'down', 3: 'across'}})
