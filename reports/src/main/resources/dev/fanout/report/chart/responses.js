// A percentile of response times against size or rate: the predicted line, and what was measured.

function responses(chart, settings, theme) {
  var drawing = chart.drawing;
  var plot = 380;
  var top = 50;
  var measured = drawing.points.reduce(function (all, point) {
    return all.concat(point.responseMs, point.freshMs);
  }, []).filter(function (ms) { return ms !== null; });
  // What theory expects beside the limit of stability is far above all that matters.
  var ceiling = 2 * Math.max.apply(null, measured.concat(drawing.goal.responseMs));
  var theory = drawing.theory.filter(function (each) { return each.responseMs <= ceiling; });
  var times = measured.concat(drawing.goal.responseMs,
    theory.map(function (each) { return each.responseMs; }));
  var places = drawing.points.concat(theory).map(function (each) { return each.at; })
    .concat(drawing.limit.at);
  var most = Math.max.apply(null, times);
  var least = Math.min.apply(null, places);
  var last = Math.max.apply(null, places);
  var room = Math.max((last - least) * 0.08, last * 0.02);

  function points(name, value) {
    var found = [];
    drawing.points.forEach(function (point, i) {
      if (value(point) !== null) {
        found.push({value: [point.at, value(point)], numbers: chart.table.rows[i]});
      }
    });
    return {type: 'scatter', name: name, data: found};
  }

  function mark(at, text, style, label) {
    return Object.assign({lineStyle: style, label: Object.assign(
      {formatter: text, color: theme.ink, fontSize: 12, fontFamily: theme.font}, label)}, at);
  }

  var thin = {color: theme.soft, width: 1, type: [3, 3]};
  var marks = [
    mark({yAxis: drawing.goal.responseMs}, 'goal: ' + drawing.goal.text, thin, {position: 'insideEndTop'}),
    mark({xAxis: drawing.limit.at}, drawing.limit.text, thin, {position: 'end', distance: 20})
  ];
  if (drawing.kept !== null) {
    marks.push(mark({xAxis: drawing.kept.at}, drawing.kept.text,
      {color: theme.ink, width: 1.5, type: 'solid'}, {position: 'end', distance: 4}));
  }
  return {
    height: top + plot + 54,
    option: {
      grid: {left: 76, right: 60, top: top, height: plot},
      xAxis: timeAxis(theme, {
        type: 'value', min: Math.max(0, Math.floor(least - room)), max: Math.ceil(last + room),
        name: drawing.axis, nameLocation: 'middle', nameGap: 30,
        axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: grouped}
      }),
      yAxis: timeAxis(theme, {
        type: 'value', min: 0, max: most * 1.1, splitNumber: 5,
        splitLine: {lineStyle: {color: theme.line}},
        axisLabel: {color: theme.soft, fontSize: 12, formatter: time, showMaxLabel: false}
      }),
      tooltip: tooltip(theme, 'item', function (params) { return tableTip(chart, [params.data.numbers]); }),
      series: [
        {type: 'line', name: 'predicted', silent: true, z: 2, color: theme.ink,
          symbol: theory.length > 1 ? 'none' : 'rect', symbolSize: [18, 3],
          lineStyle: {color: theme.ink, width: 1.5}, itemStyle: {color: theme.ink},
          data: theory.map(function (each) { return [each.at, each.responseMs]; }),
          markLine: {silent: true, symbol: 'none', data: marks}},
        Object.assign(points('measured', function (point) { return point.responseMs; }), {
          symbol: 'circle', symbolSize: 9, z: 5, itemStyle: {color: theme.warm[0]}}),
        Object.assign(points('fresh draws', function (point) { return point.freshMs; }), {
          symbol: 'diamond', symbolSize: 17, z: 6,
          itemStyle: {color: 'transparent', borderColor: theme.fresh, borderWidth: 2}})
      ]
    }
  };
}
