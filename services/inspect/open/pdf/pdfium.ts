import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumModule } from '@hyzyla/pdfium';
import { ContentError } from '../../../../shared/errors.ts';

/**
 * PDFium compiled to WebAssembly: renders pages as a person would see them. One instance a document, so that a document
 * which corrupts its heap corrupts nobody else's.
 */
export interface Pdfium {
  readonly pageCount: number;
  /** Page numbers start at 1. null when the page cannot be loaded. */
  page(number: number): PdfiumPage | null;
  /** It asked for more memory than it may have: what it drew since may lack something, and every call may throw. */
  isOutOfMemory(): boolean;
  close(): void;
}

export interface PdfiumPage {
  /** Points (1/72 inch). */
  readonly width: number;
  readonly height: number;
  contents(): PageContents;
  /** BGRA, white paper below. */
  render(scale: number): { width: number; height: number; bgra: Uint8Array };
  close(): void;
}

/** What is drawn on a page. */
export interface PageContents {
  /** Where pictures are, in points from the top left; a picture inside a form stands where the form stands. */
  readonly pictures: readonly Area[];
  readonly outlines: readonly Area[];
  readonly texts: readonly Area[];
  /** False where more is drawn than is listed here. */
  readonly isWhole: boolean;
  /** Every picture by itself, those inside forms too. */
  readonly images: readonly PdfiumImage[];
}

export interface PdfiumImage {
  /** Of its own, whatever size it is shown at. */
  readonly pixels: number;
  /** Sides in points that it covers on the page, or its form does. */
  readonly width: number;
  readonly height: number;
  /** Decodes it: false when nothing of it could be. A page is rendered without such a picture, and nobody is told. */
  isReadable(): boolean;
}

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const ANNOTATIONS = 0x01;
const OBJECT = { text: 1, path: 2, image: 3, shading: 4, form: 5 };
const BGRA = 4;
const WHITE = 0xffffffff;
const ERROR_PASSWORD = 4;
/** Forms hold forms; a hostile file may nest them without end. */
const FORM_DEPTH = 4;
const MOST_OBJECTS = 20_000;
const NOWHERE: Area = { left: 0, top: 0, right: 0, bottom: 0 };

type Module = Awaited<ReturnType<typeof PDFiumModule>>;
/** Exports of the same binary that the package does not type. */
interface Untyped {
  _FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number;
  _FPDFFormObj_CountObjects(form: number): number;
  _FPDFFormObj_GetObject(form: number, index: number): number;
}

let compiling: Promise<WebAssembly.Module> | null = null;

/** The code is compiled once a process and holds no state; every document gets an instance with a memory of its own. */
function compile(): Promise<WebAssembly.Module> {
  compiling ??= readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm')).then((code) =>
    WebAssembly.compile(Uint8Array.from(code)),
  );
  return compiling;
}

/** Throws ContentError CONTENT_ENCRYPTED or PDF_DAMAGED. `mostBytes` is what its memory may grow to. */
export async function openPdfium(bytes: Uint8Array, mostBytes: number): Promise<Pdfium> {
  const compiled = await compile();
  let refused = false;
  const module = await PDFiumModule({
    instantiateWasm: (imports, done) => {
      const env = imports.env ?? {};
      const grow = env.emscripten_resize_heap;
      if (typeof grow !== 'function') throw new TypeError('Expected a PDFium build whose memory grows');
      // A PDF that draws itself would otherwise fill all four GiB that WebAssembly can address.
      const growWithin = (size: number): unknown => {
        refused ||= size >>> 0 > mostBytes;
        return refused ? 0 : Reflect.apply(grow, env, [size]);
      };
      const limited = { ...imports, env: { ...env, emscripten_resize_heap: growWithin } };
      const instance = new WebAssembly.Instance(compiled, limited);
      done(instance);
      return instance.exports;
    },
  });
  if (!hasUntyped(module)) throw new TypeError('Expected a PDFium build with object bounds');
  module._FPDF_InitLibraryWithConfig({});
  const data = module.wasmExports.malloc(bytes.length);
  if (data === 0) throw new RangeError('Array buffer allocation failed');
  module.HEAPU8.set(bytes, data);
  const document = module._FPDF_LoadMemDocument(data, bytes.length, 0);
  if (document === 0) {
    const error = module._FPDF_GetLastError();
    if (error === ERROR_PASSWORD) {
      throw new ContentError('CONTENT_ENCRYPTED', 'Expected a PDF that opens without a password');
    }
    throw new ContentError('PDF_DAMAGED', `Expected a readable PDF, got PDFium error ${error}`);
  }
  return {
    pageCount: module._FPDF_GetPageCount(document),
    page: (number) => openPage(module, document, number),
    isOutOfMemory: () => refused,
    close: () => {
      // It has ended itself; its memory goes with the instance.
      if (refused) return;
      module._FPDF_CloseDocument(document);
      module._FPDF_DestroyLibrary();
    },
  };
}

function hasUntyped(module: object): module is Module & Untyped {
  return (
    '_FPDFPageObj_GetBounds' in module &&
    '_FPDFFormObj_CountObjects' in module &&
    '_FPDFFormObj_GetObject' in module
  );
}

function openPage(module: Module & Untyped, document: number, number: number): PdfiumPage | null {
  const page = module._FPDF_LoadPage(document, number - 1);
  if (page === 0) return null;
  const width = module._FPDF_GetPageWidth(page);
  const height = module._FPDF_GetPageHeight(page);
  return {
    width,
    height,
    contents: () => listContents(module, page),
    render: (scale) => renderPage(module, page, Math.ceil(width * scale), Math.ceil(height * scale)),
    close: () => module._FPDF_ClosePage(page),
  };
}

function listContents(module: Module & Untyped, page: number): PageContents {
  const height = module._FPDF_GetPageHeight(page);
  const pictures: Area[] = [];
  const images: PdfiumImage[] = [];
  const outlines: Area[] = [];
  const texts: Area[] = [];
  let budget = MOST_OBJECTS;
  const floats = module.wasmExports.malloc(16);
  const boundsOf = (object: number): Area | null => {
    const known = module._FPDFPageObj_GetBounds(object, floats, floats + 4, floats + 8, floats + 12) !== 0;
    if (!known) return null;
    const [left = 0, bottom = 0, right = 0, top = 0] = new Float32Array(module.HEAPU8.buffer, floats, 4);
    return { left, top: height - top, right, bottom: height - bottom };
  };
  const visit = (object: number, depth: number, form: Area | null) => {
    budget -= 1;
    if (budget < 0) return;
    const type = module._FPDFPageObj_GetType(object);
    if (type === OBJECT.image || type === OBJECT.shading) {
      const area = form ?? boundsOf(object);
      if (area !== null && pictures.at(-1) !== area) pictures.push(area);
      if (area !== null && type === OBJECT.image) images.push(imageOf(module, object, area));
    } else if (type === OBJECT.path) {
      outlines.push(form ?? boundsOf(object) ?? NOWHERE);
    } else if (type === OBJECT.text) {
      texts.push(form ?? boundsOf(object) ?? NOWHERE);
    } else if (type === OBJECT.form) {
      const inside = form ?? boundsOf(object);
      // Too deep to be told apart: it counts as a picture.
      if (depth >= FORM_DEPTH && inside !== null && pictures.at(-1) !== inside) pictures.push(inside);
      if (depth >= FORM_DEPTH) return;
      const count = module._FPDFFormObj_CountObjects(object);
      for (let index = 0; index < count && budget > 0; index += 1) {
        visit(module._FPDFFormObj_GetObject(object, index), depth + 1, inside);
      }
    }
  };
  const count = module._FPDFPage_CountObjects(page);
  for (let index = 0; index < count && budget > 0; index += 1) {
    visit(module._FPDFPage_GetObject(page, index), 0, null);
  }
  module.wasmExports.free(floats);
  return { pictures, outlines, texts, images, isWhole: budget > 0 };
}

function imageOf(module: Module & Untyped, object: number, { left, top, right, bottom }: Area): PdfiumImage {
  const sides = module.wasmExports.malloc(8);
  const known = module._FPDFImageObj_GetImagePixelSize(object, sides, sides + 4) !== 0;
  const [width = 0, height = 0] = known ? new Uint32Array(module.HEAPU8.buffer, sides, 2) : [];
  module.wasmExports.free(sides);
  return {
    pixels: width * height,
    width: right - left,
    height: bottom - top,
    isReadable: () => {
      const bitmap = module._FPDFImageObj_GetBitmap(object);
      if (bitmap !== 0) module._FPDFBitmap_Destroy(bitmap);
      return bitmap !== 0;
    },
  };
}

function renderPage(
  module: Module,
  page: number,
  width: number,
  height: number,
): { width: number; height: number; bgra: Uint8Array } {
  const bytes = width * height * 4;
  const buffer = module.wasmExports.malloc(bytes);
  if (buffer === 0) throw new RangeError('Array buffer allocation failed');
  const bitmap = module._FPDFBitmap_CreateEx(width, height, BGRA, buffer, width * 4);
  try {
    module._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    module._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, ANNOTATIONS);
    return { width, height, bgra: module.HEAPU8.slice(buffer, buffer + bytes) };
  } finally {
    module._FPDFBitmap_Destroy(bitmap);
    module.wasmExports.free(buffer);
  }
}
