// Wall time against the size of one pool: the predicted steps, and what was measured.

function poolSizes(chart, settings, theme) {
  var drawing = chart.drawing;
  var left = 76;
  var right = 60; // half a label
  var plot = 380;
  var top = 50;
  var times = drawing.points.reduce(function (all, point) {
    return all.concat(point.medianMs, point.lowMs, point.highMs, point.proofMs);
  }, drawing.theory.map(function (step) { return step.predictedMs; }))
    .concat(drawing.goal === null ? [] : drawing.goal.wallMs)
    .filter(function (ms) { return ms > 0; });
  var sizes = drawing.points.concat(drawing.theory).map(function (each) { return each.size; });
  var most = Math.max.apply(null, times);
  var least = Math.min.apply(null, times);
  var largest = Math.max.apply(null, sizes);
  var smallest = Math.min.apply(null, sizes);
  var logTime = most > 20 * least;
  var logSize = largest >= 20 * smallest;

  function points(name, value) {
    var found = [];
    drawing.points.forEach(function (point, i) {
      if (value(point) !== null) {
        found.push({value: [point.size, value(point)], numbers: chart.table.rows[i]});
      }
    });
    return {type: 'scatter', name: name, data: found};
  }

  function mark(at, text, style, label) {
    return Object.assign({lineStyle: style, label: Object.assign(
      {formatter: text, color: theme.ink, fontSize: 12, fontFamily: theme.font}, label)}, at);
  }

  var withInterval = drawing.points.filter(function (point) { return point.lowMs !== null; });
  var thin = {color: theme.soft, width: 1, type: [3, 3]};
  var marks = [];
  if (drawing.goal !== null) {
    marks.push(mark({yAxis: drawing.goal.wallMs}, 'goal: ' + drawing.goal.text, thin,
      {position: 'insideStartTop'}));
  }
  if (drawing.capacity !== null) {
    marks.push(mark({xAxis: drawing.capacity.size}, 'server: ' + drawing.capacity.text, thin,
      {position: 'end', distance: 20}));
  }
  if (drawing.recommended !== null) {
    marks.push(mark({xAxis: drawing.recommended}, 'recommended: ' + drawing.recommended,
      {color: theme.ink, width: 1.5, type: 'solid'}, {position: 'end', distance: 4}));
  }
  var series = [
    {type: 'line', name: 'predicted', step: 'end', silent: true,
      symbol: drawing.theory.length > 1 ? 'none' : 'rect', symbolSize: [18, 3], z: 2, color: theme.ink,
      lineStyle: {color: theme.ink, width: 1.5}, itemStyle: {color: theme.ink},
      data: drawing.theory.map(function (step) { return [step.size, step.predictedMs]; })},
    {type: 'custom', name: 'measured', silent: true, z: 4, itemStyle: {color: theme.warm[0]},
      data: withInterval.map(function (point) { return [point.size, point.highMs]; }),
      renderItem: function (params, api) {
        var point = withInterval[params.dataIndex];
        var high = api.coord([point.size, point.highMs]);
        var low = api.coord([point.size, point.lowMs]);
        return {type: 'rect', shape: {x: high[0] - 1.5, y: high[1], width: 3, height: low[1] - high[1]},
          style: {fill: theme.warm[0]}};
      }},
    Object.assign(points('measured', function (point) { return point.medianMs; }), {
      symbol: 'circle', symbolSize: 9, z: 5, itemStyle: {color: theme.warm[0]}}),
    Object.assign(points('fresh shots', function (point) { return point.proofMs; }), {
      symbol: 'diamond', symbolSize: 17, z: 6,
      itemStyle: {color: 'transparent', borderColor: theme.fresh, borderWidth: 2}}),
    {type: 'scatter', name: 'marks', silent: true, z: 3, symbol: 'circle', symbolSize: 27,
      itemStyle: {color: 'transparent', borderColor: theme.ink, borderWidth: 1.5},
      data: drawing.knee === null ? [] : [[drawing.knee.size, drawing.knee.medianMs]],
      markLine: {silent: true, symbol: 'none', data: marks}}
  ];
  return {
    height: top + plot + 54,
    option: {
      grid: {left: left, right: right, top: top, height: plot},
      xAxis: timeAxis(theme, {
        type: logSize ? 'log' : 'value', min: logSize ? smallest : 0, max: largest * 1.1, minInterval: 1,
        name: drawing.axis, nameLocation: 'middle', nameGap: 30,
        minorTick: {show: logSize, splitNumber: 9},
        axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: grouped, showMaxLabel: false}
      }),
      yAxis: timeAxis(theme, {
        type: logTime ? 'log' : 'value', min: logTime ? tenBelow(least) : 0, max: most * (logTime ? 1.5 : 1.1),
        splitNumber: 5, minorTick: {show: false, splitNumber: 9},
        minorSplitLine: {show: logTime, lineStyle: {color: theme.line, opacity: 0.6}},
        splitLine: {lineStyle: {color: logTime ? theme.axis : theme.line}},
        axisLabel: {color: theme.soft, fontSize: 12, formatter: time, showMaxLabel: false}
      }),
      tooltip: tooltip(theme, 'item', function (params) { return tableTip(chart, [params.data.numbers]); }),
      series: series
    }
  };
}
