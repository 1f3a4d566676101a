// The real thread script of tesseract.js, which at its second read dies as an abort of the WebAssembly does: outside of any handler.
const { parentPort } = require('node:worker_threads');

const listen = parentPort.on.bind(parentPort);
let reads = 0;
parentPort.on = (event, handler) =>
  listen(event, (message) => {
    if (message.action === 'recognize' && ++reads === 2) {
      throw new WebAssembly.RuntimeError('memory access out of bounds');
    }
    handler(message);
  });
require('tesseract.js/src/worker-script/node/index.js');
