// What pictures of a company are drawn with: discs, rings, lines, threads.

export const INK = "#1c1c1c";

export function disc(painter, x, y, size, fill, edge, width = 1.3) {
  painter.beginPath();
  painter.arc(x, y, size, 0, 7);
  if (fill) { painter.fillStyle = fill; painter.fill(); }
  if (edge) { Object.assign(painter, { strokeStyle: edge, lineWidth: width }); painter.stroke(); }
}

export const ring = (painter, x, y, size) => disc(painter, x, y, size, null, INK, 2);

export function line(painter, x1, y1, x2, y2, colour, width) {
  painter.beginPath();
  painter.moveTo(x1, y1);
  painter.lineTo(x2, y2);
  Object.assign(painter, { strokeStyle: colour, lineWidth: width, lineCap: "round" });
  painter.stroke();
}

export function curve(painter, x1, y1, x2, y2, colour, width) {
  const middle = (x1 + x2) / 2;
  painter.beginPath();
  painter.moveTo(x1, y1);
  painter.bezierCurveTo(middle, y1, middle, y2, x2, y2);
  Object.assign(painter, { strokeStyle: colour, lineWidth: width, lineCap: "butt" });
  painter.stroke();
}

const stamps = new Map(); // a disc is drawn once and copied from then on, at a quarter of a pixel

export function stamp(painter, x, y, size, fill, edge) {
  const scale = Math.min(3, devicePixelRatio || 1), wide = Math.round(4 * size) / 4, half = Math.ceil(wide + 2), key = `${scale} ${wide} ${fill} ${edge}`;
  if (!stamps.has(key)) {
    const sheet = new OffscreenCanvas(Math.ceil(2 * half * scale), Math.ceil(2 * half * scale)), brush = sheet.getContext("2d");
    brush.scale(scale, scale);
    disc(brush, half, half, wide, fill, edge);
    stamps.set(key, sheet.transferToImageBitmap());
  }
  const sheet = stamps.get(key);
  painter.drawImage(sheet, x - half, y - half, sheet.width / scale, sheet.height / scale);
}
