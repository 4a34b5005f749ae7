// Tooltips: elements and text nodes, so that no name is ever read as markup.

function element(tag, parent, text) {
  var made = document.createElement(tag);
  if (text !== undefined) {
    made.textContent = text;
  }
  if (parent) {
    parent.appendChild(made);
  }
  return made;
}

function tip(title, rows) {
  var box = element('div');
  box.className = 'tip';
  element('strong', box, title);
  var table = element('table', box);
  rows.forEach(function (cells) {
    var row = element('tr', table);
    cells.forEach(function (cell, i) { element(i === 0 ? 'th' : 'td', row, cell); });
  });
  return box;
}

// The rows of the chart's own table, turned on their side: a column each.
function tableTip(chart, rows) {
  return tip(rows[0][0], chart.table.header.slice(1).map(function (title, i) {
    return [title].concat(rows.map(function (row) { return row[i + 1]; }));
  }));
}

function tooltip(theme, trigger, formatter) {
  return {
    trigger: trigger,
    confine: true,
    transitionDuration: 0,
    backgroundColor: theme.paper,
    borderColor: theme.axis,
    textStyle: {color: theme.ink, fontFamily: theme.font, fontSize: 13},
    axisPointer: {type: 'shadow', axis: 'y', shadowStyle: {color: theme.hover}, label: {show: false}},
    formatter: formatter
  };
}
