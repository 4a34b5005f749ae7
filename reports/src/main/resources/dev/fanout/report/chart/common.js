// One colour, one meaning, in all charts; told apart also by those who see no red or no green.
var THEMES = {
  light: {
    paper: '#ffffff', ink: '#1c2024', soft: '#5c6670', line: '#e3e7eb', axis: '#b9c1c9',
    cold: ['#2f74b5', '#8ab4dc'], 'cold-aot': ['#1b9aa6', '#86cfd6'], warm: ['#d9661f', '#f0a878'],
    failed: '#a3195b', fresh: '#00796b',
    lines: ['#d9661f', '#2f74b5', '#00796b', '#a3195b', '#7452c8', '#7d6608'],
    hover: 'rgba(28, 32, 36, 0.05)'
  },
  dark: {
    paper: '#15181c', ink: '#eef1f4', soft: '#a3adb8', line: '#2b3138', axis: '#4b545e',
    cold: ['#5b9fe0', '#366a9c'], 'cold-aot': ['#52c7d3', '#2c7f89'], warm: ['#f0873f', '#a3551f'],
    failed: '#f06ba8', fresh: '#3fb8a5',
    lines: ['#f0873f', '#5b9fe0', '#3fb8a5', '#f06ba8', '#a892f2', '#cdb13f'],
    hover: 'rgba(238, 241, 244, 0.07)'
  }
};
// Names with spaces need no quotes, and ECharts 5.3.1 would not escape these in an SVG document. After
// a comma and a space, the reader that makes PNG of it finds no font.
var FILE_FONT = 'Helvetica,Arial,sans-serif';
var PAGE_FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';
var NARROW = 620;

function time(ms) {
  var size = Math.abs(ms);
  return size === 0 ? '0' : size < 1000 ? short(ms) + ' ms' : short(ms / 1000) + ' s';
}

function short(number) {
  return String(Number(number.toPrecision(4)));
}

function grouped(count) {
  return short(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

// A log axis has no zero: it begins at a power of ten.
function tenBelow(least) {
  return Math.pow(10, Math.ceil(Math.log(least) / Math.LN10 - 1e-9) - 1);
}

function wrapped(text, width) {
  var most = Math.max(20, Math.floor(width / 6.1));
  var lines = [''];
  text.split(' ').forEach(function (word) {
    var last = lines[lines.length - 1];
    if (last !== '' && last.length + 1 + word.length > most) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = last === '' ? word : last + ' ' + word;
    }
  });
  return lines;
}

// A file has a margin of its own; the page has one already.
function padOf(settings) {
  return settings.titled ? 16 : 0;
}

function temperaturesOf(things) {
  return ['cold', 'cold-aot', 'warm'].filter(function (temperature) {
    return things.some(function (thing) { return thing.temperature === temperature; });
  });
}

function timeAxis(theme, extra) {
  return Object.assign({
    axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: time},
    axisLine: {show: true, onZero: false, lineStyle: {color: theme.axis}},
    axisTick: {show: false},
    splitLine: {lineStyle: {color: theme.line}},
    nameTextStyle: {color: theme.soft, fontSize: 12}
  }, extra);
}
