// A drawing as a file: its look, which comes from style sheets here, is written into it.
const LOOKS = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'font-family', 'font-size',
  'font-weight', 'text-anchor', 'dominant-baseline', 'visibility'];

function selfContained(drawing, background) {
  const copy = drawing.cloneNode(true);
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, i) => {
    const style = getComputedStyle(originals[i]);
    for (const look of LOOKS) element.setAttribute(look, style.getPropertyValue(look));
    for (const name of [...element.attributes].map((attribute) => attribute.name)) {
      if (/^(class|role|tabindex|aria-|data-)/.test(name)) element.removeAttribute(name);
    }
  });
  const back = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  back.setAttribute('width', '100%');
  back.setAttribute('height', '100%');
  back.setAttribute('fill', background);
  copy.prepend(back);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}

function hand(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const backgroundOf = (drawing) => getComputedStyle(drawing.parentElement).backgroundColor;

export function saveSvg(drawing, name) {
  hand(new Blob([selfContained(drawing, backgroundOf(drawing))], { type: 'image/svg+xml' }), `${name}.svg`);
}

/** At twice the size on the screen. */
export async function savePng(drawing, name) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(selfContained(drawing, backgroundOf(drawing)))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * drawing.width.baseVal.value;
  canvas.height = 2 * drawing.height.baseVal.value;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  hand(await new Promise((done) => { canvas.toBlob(done, 'image/png'); }), `${name}.png`);
}
