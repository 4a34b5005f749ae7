// What the colours mean, as far as the chart has them: [name, colour] each.

function meanings(chart, theme) {
  var drawing = chart.drawing;
  switch (drawing.kind) {
    case 'CaseRows':
      return temperaturesOf(drawing.rows.reduce(function (all, row) { return all.concat(row.cells); }, []))
        .map(function (temperature) { return [temperature, theme[temperature][0]]; })
        .concat(drawing.mark === null ? [] : [[drawing.mark, theme.ink]]);
    case 'Curves':
      return temperaturesOf(drawing.panels.reduce(function (all, p) { return all.concat(p.points); }, []))
        .map(function (temperature) { return [temperature, theme[temperature][0]]; })
        .concat([['floor', theme.ink]]);
    case 'Lines':
      return temperaturesOf(drawing.panels.reduce(function (all, p) { return all.concat(p.lines); }, []))
        .map(function (temperature) { return [temperature, theme[temperature][0]]; })
        .concat([['floor', theme.ink]]);
    case 'Courses':
      return drawing.panels[0].spans.map(function (span) { return [span.name, spanColor(span.name, theme)]; });
    case 'Prices':
      return temperaturesOf(drawing.panels.reduce(function (all, p) { return all.concat(p.points); }, []))
        .map(function (temperature) { return [temperature, theme[temperature][0]]; });
    case 'Scales':
      return [['measured', theme.cold[0]]].concat(drawing.panels.some(function (panel) {
        return panel.groups.some(function (group) {
          return group.marks.some(function (mark) { return mark.published; });
        });
      }) ? [['published', theme.warm[0]]] : []);
    case 'PoolSizes':
      return [['predicted', theme.ink], ['measured', theme.warm[0]]]
        .concat(drawing.points.some(function (point) { return point.proofMs !== null; })
          ? [['fresh shots', theme.fresh]] : []);
    case 'Responses':
      return [['predicted', theme.ink], ['measured', theme.warm[0]]]
        .concat(drawing.points.some(function (point) { return point.freshMs !== null; })
          ? [['fresh draws', theme.fresh]] : []);
    default:
      return temperaturesOf(drawing.panels)
        .map(function (temperature) { return [temperature, theme[temperature][0]]; })
        .concat(drawing.panels.some(function (panel) {
          return panel.bars.some(function (bar) { return bar.status !== 'ok'; });
        }) ? [['failed', theme.failed]] : []);
  }
}

// Title and legend for a chart that stands alone, above what is there.
function titled(chart, drawn, settings, theme) {
  var lines = wrapped(chart.description, settings.width - 2 * padOf(settings));
  var legendTop = 44 + 17 * lines.length;
  var shift = legendTop + 30;
  var option = drawn.option;
  [].concat(option.grid, option.title || []).forEach(function (part) { part.top += shift; });
  option.title = [{
    text: chart.title, subtext: lines.join('\n'), left: padOf(settings), top: 14, padding: 0, itemGap: 8,
    textStyle: {color: theme.ink, fontSize: 18, fontWeight: 'bold', fontFamily: theme.font},
    subtextStyle: {color: theme.soft, fontSize: 12, lineHeight: 17, fontFamily: theme.font}
  }].concat(option.title || []);
  var x = padOf(settings);
  option.graphic = [];
  meanings(chart, theme).forEach(function (meaning) {
    option.graphic.push(
      {type: 'rect', left: x, top: legendTop + 1, shape: {width: 12, height: 12}, style: {fill: meaning[1]}},
      {type: 'text', left: x + 18, top: legendTop + 1,
        style: {text: meaning[0], fill: theme.ink, fontSize: 12, fontFamily: theme.font}});
    x += 18 + 7 * meaning[0].length + 18;
  });
  drawn.height += shift;
}

// settings: width in pixels; dark; titled, with title and legend; panel, to show it alone.
function layout(chart, settings) {
  var theme = Object.assign(
    {font: settings.titled ? FILE_FONT : PAGE_FONT}, settings.dark ? THEMES.dark : THEMES.light);
  var draw = {
    CaseRows: caseRows, Courses: courses, Curves: curves, Lines: lines, PoolSizes: poolSizes, Prices: prices,
    Responses: responses, Scales: scales, Timeline: timeline
  }[chart.drawing.kind];
  var drawn = draw(chart, settings, theme);
  Object.assign(drawn.option, {
    animation: false, backgroundColor: theme.paper, textStyle: {fontFamily: theme.font},
    legend: {show: false}
  });
  if (settings.titled) {
    titled(chart, drawn, settings, theme);
  }
  // A title has a border of width 0, which Java draws as the thinnest line there is.
  [].concat(drawn.option.title || []).forEach(function (title) { title.borderColor = 'transparent'; });
  drawn.meanings = meanings(chart, theme);
  return drawn;
}
