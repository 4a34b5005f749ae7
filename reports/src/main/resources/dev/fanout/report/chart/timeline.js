// Every request as a bar, a panel per case; many cases stand beside each other, so that the whole stays
// on a few screens.

var FEW_PANELS = 6;
var MANY_PANELS = 12;
var MOST_PANELS = 24;

function timeline(chart, settings, theme) {
  var all = chart.drawing.panels;
  var alone = settings.panel !== undefined && settings.panel >= 0;
  var panels = alone ? [all[settings.panel]] : all.slice(0, MOST_PANELS);
  var columns = settings.width < NARROW || panels.length <= FEW_PANELS ? 1
    : panels.length <= MANY_PANELS ? 2 : 3;
  var left = padOf(settings) + 10;
  var step = (settings.width - left) / columns;
  var width = Math.floor(step) - (columns === 1 ? 20 : 36);
  var option = {title: [], grid: [], xAxis: [], yAxis: [], series: []};
  var top = 4;

  for (var first = 0; first < panels.length; first += columns) {
    top += row(panels.slice(first, first + columns), first, top);
  }
  if (!alone && all.length > panels.length) {
    option.title.push({
      subtext: (all.length - panels.length) + ' more cases are not drawn here; the page of this run shows each.',
      left: left, top: top, padding: 0,
      subtextStyle: {color: theme.soft, fontSize: 12, fontFamily: theme.font}
    });
    top += 30;
  }
  option.tooltip = tooltip(theme, 'item', function (params) {
    var panel = panels[params.seriesIndex];
    var bar = panel.bars[params.dataIndex];
    return tip(panel.name + ', ' + panel.temperature, [
      bar.count === 1 ? ['request', String(bar.first)] : ['requests', bar.count + ' from ' + bar.first + ' on'],
      ['started', bar.startMs.toFixed(3) + ' ms'],
      ['ended', bar.endMs.toFixed(3) + ' ms'],
      ['took', (bar.endMs - bar.startMs).toFixed(3) + ' ms'],
      ['status', bar.status]
    ]);
  });
  return {height: top - 12, option: option};

  // Panels beside each other, whose plots begin at the same height; returns the height of the row.
  function row(beside, first, top) {
    var facts = beside.map(function (panel) { return wrapped(panel.facts, width + 20); });
    // Beside each other, names are small and wrapped: one that is cut would no longer tell.
    var names = beside.map(function (panel) {
      return columns === 1 ? [panel.name] : wrapped(panel.name, 0.85 * width);
    });
    var size = columns === 1 ? 14 : 12;
    var header = 26 + 16 * (mostLines(names) - 1) + 16 * mostLines(facts);
    var highest = 0;
    beside.forEach(function (panel, column) {
      // Whole pixels for each lane: else neighbours would blend into stripes that mean nothing.
      var each = alone ? [2, 420, 24] : columns === 1 ? [1, 112, 11] : [1, 80, 10];
      var plot = panel.lanes * Math.max(each[0], Math.min(each[2], Math.floor(each[1] / panel.lanes)));
      var x = Math.round(left + column * step);
      option.title.push({
        text: names[column].join('\n'), subtext: facts[column].join('\n'), left: x, top: top, padding: 0, itemGap: 5,
        textStyle: {color: theme.ink, fontSize: size, lineHeight: columns === 1 ? undefined : 16, fontWeight: 'bold', fontFamily: theme.font,
          width: width, overflow: 'truncate'},
        subtextStyle: {color: theme.soft, fontSize: 12, fontFamily: theme.font, lineHeight: 16}
      });
      option.grid.push({left: x, width: width, top: top + header, height: plot});
      option.xAxis.push(timeAxis(theme, {
        gridIndex: first + column, type: 'value', min: 0, max: Math.max(panel.endMs, panel.floorMs),
        splitNumber: columns === 3 ? 3 : columns === 2 || width < NARROW - 200 ? 4 : 8,
        axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: time, showMaxLabel: false}
      }));
      option.yAxis.push({gridIndex: first + column, type: 'value', inverse: true, min: 0, max: panel.lanes, show: false});
      option.series.push(requests(panel, first + column));
      highest = Math.max(highest, plot);
    });
    return header + highest + 44;
  }

  function mostLines(texts) {
    return Math.max.apply(null, texts.map(function (lines) { return lines.length; }));
  }

  function requests(panel, i) {
    var floor = {silent: true, symbol: 'none', animation: false, label: {show: false},
      lineStyle: {color: theme.ink, width: 1.2, type: [4, 3]}, data: panel.floorMs === null ? [] : [{xAxis: panel.floorMs}]};
    return {
      type: 'custom', name: 'requests', xAxisIndex: i, yAxisIndex: i, clip: true,
      itemStyle: {color: theme[panel.temperature][0]},
      encode: {x: [0, 1], y: 2}, markLine: floor,
      data: panel.bars.map(function (bar) { return [bar.startMs, bar.endMs, bar.lane]; }),
      renderItem: function (params, api) {
        var bar = panel.bars[params.dataIndex];
        var from = api.coord([bar.startMs, bar.lane]);
        var to = api.coord([bar.endMs, bar.lane + 1]);
        var wide = to[0] - from[0];
        var high = to[1] - from[1];
        var between = wide > 5 ? 1 : 0;
        var ok = bar.status === 'ok';
        return {
          type: 'rect',
          shape: {x: from[0], y: from[1], width: Math.max(0.6, wide - between),
            height: Math.max(0.6, high - (high > 4 ? 1.5 : 0))},
          style: {fill: ok ? theme[panel.temperature][bar.shade] : theme.failed}
        };
      }
    };
  }
}
