// Wall time against a count, a panel per case.

function curves(chart, settings, theme) {
  var panels = chart.drawing.panels;
  var columns = settings.width < NARROW || panels.length === 1 ? 1 : 2;
  var gap = 76;
  var width = (settings.width - gap - 24 - (columns - 1) * gap) / columns;
  var plot = panels.length === 1 ? 320 : 220;
  var stride = plot + 96;
  var every = panels.reduce(function (all, panel) { return all.concat(panel.points); }, []);
  var times = every.reduce(function (all, p) { return all.concat(p.medianMs, p.floorMs === null ? [] : p.floorMs); }, []);
  var counts = every.map(function (point) { return point.count; });
  var most = Math.max.apply(null, times);
  var least = Math.min.apply(null, times);
  var logTime = least > 0 && most > 20 * least;
  var logCount = Math.max.apply(null, counts) >= 100 * Math.min.apply(null, counts);
  var option = {title: [], grid: [], xAxis: [], yAxis: [], series: []};
  var row = 0;

  panels.forEach(function (panel, i) {
    var left = gap + (i % columns) * (width + gap);
    var top = 40 + Math.floor(i / columns) * stride;
    var from = row;
    row += panel.points.length;
    option.title.push({text: panel.name, left: left - 4, top: top - 34, padding: 0, textStyle: {
      color: theme.ink, fontSize: 14, fontWeight: 'bold', fontFamily: theme.font, width: width,
      overflow: 'truncate'}});
    option.grid.push({left: left, width: width, top: top, height: plot});
    option.xAxis.push(timeAxis(theme, {
      gridIndex: i, type: logCount ? 'log' : 'value', min: logCount ? undefined : 0,
      name: chart.drawing.axis, nameLocation: 'middle', nameGap: 28,
      axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: grouped}
    }));
    option.yAxis.push(timeAxis(theme, {
      gridIndex: i, type: logTime ? 'log' : 'value', min: logTime ? tenBelow(least) : 0,
      max: most * 1.2, splitNumber: 5,
      minorTick: {show: false, splitNumber: 9},
      minorSplitLine: {show: logTime, lineStyle: {color: theme.line, opacity: 0.6}},
      splitLine: {lineStyle: {color: logTime ? theme.axis : theme.line}},
      axisLabel: {color: theme.soft, fontSize: 12, formatter: time, showMaxLabel: false}
    }));
    var base = {xAxisIndex: i, yAxisIndex: i};
    if (panel.theory.length > 0) {
      option.series.push(Object.assign({
        type: 'line', name: 'floor', step: 'end', symbol: 'none', silent: true, color: theme.ink,
        lineStyle: {color: theme.ink, width: 1.5}, itemStyle: {color: theme.ink},
        data: panel.theory.map(function (step) { return [step.count, step.floorMs]; })
      }, base));
    } else {
      option.series.push(Object.assign({
        type: 'scatter', name: 'floor', symbol: 'rect', symbolSize: [18, 3], silent: true,
        itemStyle: {color: theme.ink}, z: 4,
        data: panel.points.filter(function (point) { return point.floorMs !== null; })
          .map(function (point) { return [point.count, point.floorMs]; })
      }, base));
    }
    temperaturesOf(panel.points).forEach(function (temperature) {
      var points = [];
      panel.points.forEach(function (point, j) {
        if (point.temperature === temperature) {
          points.push({value: [point.count, point.medianMs], numbers: chart.table.rows[from + j]});
        }
      });
      option.series.push(Object.assign({
        type: 'line', name: temperature, symbol: 'circle', symbolSize: 9, z: 5,
        color: theme[temperature][0], itemStyle: {color: theme[temperature][0]},
        lineStyle: {width: 1.5, opacity: panel.theory.length > 0 ? 0 : 1},
        data: points
      }, base));
    });
    if (panel.knee !== null) {
        option.series.push(Object.assign({
        type: 'scatter', name: 'knee', symbol: 'circle', symbolSize: 22, silent: true, z: 6,
        itemStyle: {color: 'transparent', borderColor: theme.ink, borderWidth: 1.5},
        markLine: {silent: true, symbol: 'none', data: [{xAxis: panel.knee.count}],
          lineStyle: {color: theme.soft, width: 1, type: [3, 3]},
          label: {position: 'end', distance: 3, color: theme.ink, fontSize: 12, fontFamily: theme.font,
            formatter: 'knee: ' + panel.knee.count}},
        data: [[panel.knee.count, panel.knee.medianMs]]
      }, base));
    }
  });
  option.tooltip = tooltip(theme, 'item', function (params) {
    return tableTip(chart, [params.data.numbers]);
  });
  return {height: 40 + stride * Math.ceil(panels.length / columns) - 34, option: option};
}
