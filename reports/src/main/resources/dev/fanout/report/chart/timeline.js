// Every request as a bar, a panel per case.

function timeline(chart, settings, theme) {
  var all = chart.drawing.panels;
  var alone = settings.panel !== undefined && settings.panel >= 0;
  var panels = alone ? [all[settings.panel]] : all;
  var left = padOf(settings) + 10;
  var width = settings.width - left - 20;
  var option = {title: [], grid: [], xAxis: [], yAxis: [], series: []};
  var top = 4;

  panels.forEach(function (panel, i) {
    var facts = wrapped(panel.facts, width + 20);
    // Whole pixels for each lane: else neighbours would blend into stripes that mean nothing.
    var each = alone ? [2, 420, 24] : [1, 112, 11];
    var plot = panel.lanes * Math.max(each[0], Math.min(each[2], Math.floor(each[1] / panel.lanes)));
    var header = 26 + 16 * facts.length;
    option.title.push({
      text: panel.name, subtext: facts.join('\n'), left: left, top: top, padding: 0, itemGap: 5,
      textStyle: {color: theme.ink, fontSize: 14, fontWeight: 'bold', fontFamily: theme.font, width: width,
        overflow: 'truncate'},
      subtextStyle: {color: theme.soft, fontSize: 12, fontFamily: theme.font, lineHeight: 16}
    });
    option.grid.push({left: left, width: width, top: top + header, height: plot});
    option.xAxis.push(timeAxis(theme, {
      gridIndex: i, type: 'value', min: 0, max: Math.max(panel.endMs, panel.floorMs),
      splitNumber: settings.width < NARROW ? 4 : 8,
      axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: time, showMaxLabel: false}
    }));
    option.yAxis.push({gridIndex: i, type: 'value', inverse: true, min: 0, max: panel.lanes, show: false});
    option.series.push(requests(panel, i));
    top += header + plot + 44;
  });
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
