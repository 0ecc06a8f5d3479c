// Trust of every rep and every marketer who know each other, as a quilt: a row is a rep, a column a marketer.
import { MARKETER, REP } from "./stage.mjs";
import { context, tone } from "./painting.mjs";

export function drawQuilt(canvas, record, week) { // each square: above the diagonal sales trusts, below it marketing does
  const rows = (kind) => record.people.flatMap((person, row) => (person.kind === kind ? [row] : [])), [reps, marketers] = [rows(REP), rows(MARKETER)];
  const width = canvas.parentElement.clientWidth, cell = Math.max(3, Math.min(14, width / marketers.length)), height = cell * reps.length;
  canvas.style.width = `${cell * marketers.length}px`;
  canvas.style.height = `${height}px`;
  const painter = context(canvas, cell * marketers.length, height);
  painter.fillStyle = "#f3f3f1";
  painter.fillRect(0, 0, cell * marketers.length, height);
  painter.fillStyle = "#fff"; // a seam where another team begins
  seams(record, reps).forEach((row) => painter.fillRect(0, cell * row - 1.4, cell * marketers.length, 2));
  seams(record, marketers).forEach((row) => painter.fillRect(cell * row - 1.4, 0, 2, height));
  record.ties.forEach(([rep, marketer], tie) => {
    const at = week * record.pairs + tie, x = cell * marketers.indexOf(marketer), y = cell * reps.indexOf(rep), contact = record.contact[at] / 250;
    if (contact < 0.03) return;
    const half = (points, trust) => {
      painter.fillStyle = tone(trust / 250);
      painter.beginPath();
      for (const [dx, dy] of points) painter.lineTo(x + dx * (cell - 0.7), y + dy * (cell - 0.7));
      painter.fill();
    };
    half([[0, 0], [1, 0], [0, 1]], record.bySales[at]);
    half([[1, 0], [1, 1], [0, 1]], record.byMarketing[at]);
  });
}

const seams = (record, rows) => rows.flatMap((row, place) => (place && record.people[row].team !== record.people[rows[place - 1]].team ? [place] : []));
