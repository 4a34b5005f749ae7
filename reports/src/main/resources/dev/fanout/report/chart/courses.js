// What changes over a stream or with its rate, a line per case, each named at its end.

function courses(chart, settings, theme) {
  var drawing = chart.drawing;
  var narrow = settings.width < NARROW;
  var overTime = drawing.along === 'TIME';
  var longest = Math.max.apply(null, drawing.panels.reduce(function (all, panel) {
    return all.concat(panel.lines.map(function (line) { return line.name.length; }));
  }, []));
  var left = padOf(settings) + (narrow ? 54 : 58);
  var leader = narrow ? 16 : 26;
  var room = Math.round(Math.min(settings.width * (narrow ? 0.36 : 0.34), longest * (narrow ? 6.2 : 6.8) + 8));
  var width = settings.width - left - room - leader - padOf(settings) - 8;
  var option = {title: [], grid: [], xAxis: [], yAxis: [], series: []};
  var top = 10;
  // A case has one colour in all panels.
  var names = drawing.panels.reduce(function (all, panel) {
    return all.concat(panel.lines.map(function (line) { return line.name; }));
  }, []).filter(function (name, i, all) { return all.indexOf(name) === i; });

  drawing.panels.forEach(function (panel, i) {
    var plot = Math.max(drawing.panels.length === 1 ? 300 : 200, STEP * panel.lines.length);
    if (panel.name !== '') {
      option.title.push({text: panel.name, left: padOf(settings), top: top, padding: 0, textStyle: {
        color: theme.ink, fontSize: 14, fontWeight: 'bold', fontFamily: theme.font,
        width: settings.width - 2 * padOf(settings), overflow: 'truncate'}});
      top += 20;
    }
    var scale = scaleOf(panel);
    option.title.push({text: drawing.upAxis + (scale.log ? ' (log scale)' : ''), left: padOf(settings), top: top, padding: 0, textStyle: {
      color: theme.soft, fontSize: 12, fontWeight: 'normal', fontFamily: theme.font}});
    top += 24;
    option.grid.push({left: left, width: width, top: top, height: plot});
    option.xAxis.push(timeAxis(theme, {
      gridIndex: i, type: 'value', name: drawing.axis, nameLocation: 'middle', nameGap: 30, min: 0,
      max: scale.right, splitNumber: narrow ? 3 : 6, splitLine: {show: false},
      axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: unit(drawing.along)}
    }));
    option.yAxis.push(timeAxis(theme, {
      gridIndex: i, type: scale.log ? 'log' : 'value', min: scale.log ? tenBelow(scale.least) : 0,
      max: scale.top, splitNumber: 4, minInterval: drawing.up === 'COUNT' ? 1 : undefined,
      axisLabel: {color: theme.soft, fontSize: 12, formatter: unit(drawing.up), showMaxLabel: false}
    }));
    option.series.push(spansOf(panel, i));
    panel.lines.forEach(function (line) {
      var number = names.indexOf(line.name);
      option.series.push(seriesOf(line, number, i));
      if (line.endless !== null) {
        option.series.push(endlessOf(line, number, scale, i));
      }
    });
    option.series.push(kneesOf(panel, i), endNames(i, scale.right, panel.lines.map(function (line) {
      return {name: line.name, at: endOf(line, scale), color: colorOf(names.indexOf(line.name))};
    }), {leader: leader, room: room, narrow: narrow}, theme));
    top += plot + 62;
  });
  option.tooltip = Object.assign(tooltip(theme, 'axis', function (all) {
    var shown = all.filter(function (one) { return one.data.line; });
    return shown.length === 0 ? '' : tip(unit(drawing.along)(shown[0].value[0]) + (overTime ? '' : '/s'),
      shown.map(function (one) { return [one.data.line, unit(drawing.up)(one.value[1])]; }));
  }), {axisPointer: {type: 'line', axis: 'x', lineStyle: {color: theme.axis}, label: {show: false}}});
  return {height: top - 8, option: option};

  function unit(scale) {
    return scale === 'TIME' ? time : short;
  }

  function colorOf(number) {
    return theme.lines[number % theme.lines.length];
  }

  // Each has wider gaps than the one below it, so that lines which run together are all seen.
  function dashOf(number) {
    return ['solid', [10, 8], [4, 10], [10, 16], [4, 16], [2, 16]][number % theme.lines.length];
  }

  function scaleOf(panel) {
    var points = panel.lines.reduce(function (all, line) { return all.concat(line.points); }, []);
    var values = points.map(function (point) { return point.value; });
    var least = Math.min.apply(null, values.length === 0 ? [1] : values);
    var most = Math.max.apply(null, values.length === 0 ? [1] : values);
    var log = drawing.up === 'TIME' && least > 0 && most > 20 * least;
    return {least: least, log: log, top: log ? most * 2 : Math.max(most * 1.15, 1), right: panel.end};
  }

  function endOf(line, scale) {
    var last = line.points[line.points.length - 1];
    return line.endless !== null ? [line.endless, scale.top] : [last.at, last.value];
  }

  function seriesOf(line, number, i) {
    return {
      type: 'line', name: line.name, xAxisIndex: i, yAxisIndex: i, symbol: overTime ? 'none' : 'circle',
      symbolSize: 9, z: 5, color: colorOf(number), itemStyle: {color: colorOf(number)},
      lineStyle: {width: 2, type: dashOf(number)}, emphasis: {disabled: true},
      data: line.points.map(function (point) { return {value: [point.at, point.value], line: line.name}; })
    };
  }

  function endlessOf(line, number, scale, i) {
    var last = line.points[line.points.length - 1];
    return {
      type: 'line', name: line.name, xAxisIndex: i, yAxisIndex: i, z: 4, silent: true, color: colorOf(number),
      symbol: 'none', lineStyle: {width: 1.5, type: [2, 4]},
      data: (last ? [[last.at, last.value]] : []).concat([
        {value: [line.endless, scale.top], symbol: 'triangle', symbolSize: 12, itemStyle: {color: colorOf(number)}}])
    };
  }

  function kneesOf(panel, i) {
    return {
      type: 'scatter', name: 'knee', xAxisIndex: i, yAxisIndex: i, z: 6, silent: true, symbol: 'circle', symbolSize: 18,
      itemStyle: {color: 'transparent', borderColor: theme.ink, borderWidth: 2},
      data: panel.lines.filter(function (line) { return line.knee !== null; })
        .map(function (line) { return [line.knee.at, line.knee.value]; })
    };
  }

  function spansOf(panel, i) {
    return {
      type: 'line', name: 'spans', xAxisIndex: i, yAxisIndex: i, silent: true, data: [], markArea: {
        silent: true, data: panel.spans.map(function (span) {
          return [{xAxis: span.from, itemStyle: {color: spanColor(span.name, theme), opacity: 0.5}}, {xAxis: span.to}];
        })}
    };
  }
}

function spanColor(name, theme) {
  return name === 'stall' ? theme.warm[1] : theme.line;
}
