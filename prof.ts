import { readFile } from 'node:fs/promises';
import { piecesOf } from './test/hostile/pieces-of.ts';
import { openPdfium } from './services/inspect/open/pdf/pdfium.ts';
import { loadPdf } from './services/inspect/open/pdf/pdf-load.ts';
import { readPdfText } from './services/inspect/open/pdf/pdf-text.ts';
const b = await readFile(process.argv[2]!);
let t=performance.now(); const lap=(n:string)=>{console.log(n, Math.round(performance.now()-t)); t=performance.now();};
const d = await loadPdf(b); lap('load');
let a=0,c=0,e=0,f=0;
for (let i=1;i<=d.numPages;i++){ const t0=performance.now(); const p=await d.getPage(i); const t1=performance.now(); await readPdfText(p,''); const t2=performance.now(); await p.getAnnotations({intent:'any'}); const t3=performance.now(); await p.getJSActions(); const t4=performance.now(); p.cleanup(); a+=t1-t0;c+=t2-t1;e+=t3-t2;f+=t4-t3;}
console.log({getPage:a,text:c,annots:e,js:f}); lap('pages');
const pf = await openPdfium(b, 1e9); lap('pdfium open');
for (let i=1;i<=pf.pageCount;i++){const p=pf.page(i)!; p.contents(); p.close();} lap('contents');
await piecesOf(b); lap('all');
