// CPU time per request against wall time, a dot per case; the best are joined and named.

var NAME_STEP = 15; // from one name to the next

function prices(chart, settings, theme) {
  var panels = chart.drawing.panels;
  var narrow = settings.width < NARROW;
  var left = padOf(settings) + 66;
  var width = settings.width - left - padOf(settings) - 20;
  var plot = panels.length === 1 ? 360 : 280;
  var letter = narrow ? 5.8 : 6.3;
  var option = {title: [], grid: [], xAxis: [], yAxis: [], series: []};
  var top = 6;
  var row = 0;

  panels.forEach(function (panel, i) {
    var from = row;
    row += panel.points.length;
    option.title.push({text: panel.name, left: padOf(settings), top: top, padding: 0, textStyle: {
      color: theme.ink, fontSize: 14, fontWeight: 'bold', fontFamily: theme.font,
      width: settings.width - 2 * padOf(settings), overflow: 'truncate'}});
    top += 46;
    option.grid.push({left: left, width: width, top: top, height: plot});
    option.xAxis.push(axis(i, panel.points.map(function (point) { return point.medianMs; }), false, {
      name: 'wall time', nameLocation: 'middle', nameGap: 28}));
    option.yAxis.push(axis(i, panel.points.map(function (point) { return point.costMs; }), true, {
      name: 'CPU time per request', nameLocation: 'end', nameGap: 10,
      nameTextStyle: {color: theme.soft, fontSize: 12, align: 'left', padding: [0, 0, 0, padOf(settings) - left]}}));
    temperaturesOf(panel.points).forEach(function (temperature) {
      option.series = option.series.concat(seriesOf(panel, from, temperature, i));
    });
    top += plot + 58;
  });
  option.tooltip = tooltip(theme, 'item', function (params) { return tableTip(chart, [params.data.numbers]); });
  return {height: top - 10, option: option};

  // A log axis where the values lie far apart; else the cost begins at zero, which is what bars do.
  function axis(i, values, fromZero, extra) {
    var least = Math.min.apply(null, values);
    var most = Math.max.apply(null, values);
    var log = least > 0 && most > 20 * least;
    var room = (most - least || most) * 0.08;
    var bounds = log ? {type: 'log', min: round(least / 1.1, false), max: round(most * 1.1, true)}
      : {type: 'value', min: fromZero ? 0 : Math.max(0, least - room), max: most + room || 1};
    return timeAxis(theme, Object.assign({
      gridIndex: i, splitNumber: narrow ? 3 : 6,
      minorTick: {show: false, splitNumber: 9},
      minorSplitLine: {show: log, lineStyle: {color: theme.line, opacity: 0.6}},
      axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: time,
        showMinLabel: log || fromZero, showMaxLabel: log}
    }, bounds, extra));
  }

  // To 1, 2 or 5 times a power of ten.
  function round(value, up) {
    var power = Math.pow(10, Math.floor(Math.log(value) / Math.LN10 + 1e-9));
    var steps = [1, 2, 5, 10].filter(function (step) { return up ? step * power >= value : step * power <= value; });
    return power * (up ? steps[0] : steps[steps.length - 1]);
  }

  function seriesOf(panel, from, temperature, i) {
    var color = theme[temperature][0];
    var base = {name: temperature, xAxisIndex: i, yAxisIndex: i, color: color, itemStyle: {color: color}};
    var best = panel.points.filter(function (point) { return point.best && point.temperature === temperature; })
      .sort(function (one, other) { return one.medianMs - other.medianMs; });
    var data = [];
    panel.points.forEach(function (point, j) {
      if (point.temperature === temperature) {
        data.push({
          value: [point.medianMs, point.costMs], numbers: chart.table.rows[from + j], symbolSize: point.best ? 11 : 8,
          itemStyle: {color: color, opacity: point.best ? 1 : 0.45}
        });
      }
    });
    return [
      Object.assign({type: 'line', symbol: 'none', silent: true, z: 3, lineStyle: {color: color, width: 1.5},
        data: best.map(function (point) { return [point.medianMs, point.costMs]; })}, base),
      Object.assign({type: 'scatter', symbol: 'circle', z: 5, data: data}, base),
      Object.assign({type: 'custom', silent: true, clip: false, z: 6,
        data: best.slice(0, 1).map(function (point) { return [point.medianMs, point.costMs]; }),
        renderItem: function (params, api) {
          return {type: 'group', children: named(panel, api, params.coordSys)
            .filter(function (name) { return name.point.temperature === temperature; })
            .reduce(function (all, name) { return all.concat(drawn(name)); }, [])};
        }}, base)
    ];
  }

  // Each name goes to the nearest place beside its dot that covers no other dot and no other name; a name
  // without such a place is left out, and stands in the tooltip and the table.
  function named(panel, api, area) {
    var dots = panel.points.map(function (point) {
      return {point: point, at: api.coord([point.medianMs, point.costMs])};
    });
    var taken = dots.map(function (dot) { return box(dot.at[0] - 6, dot.at[1], 12, 12); });
    var names = [];
    var best = dots.filter(function (dot) { return dot.point.best; })
      .sort(function (one, other) { return one.at[1] - other.at[1]; });
    // From the middle outwards, so that the lines to the names do not cross.
    var upper = best.splice(0, Math.ceil(best.length / 2)).reverse();
    upper.concat(best)
      .forEach(function (dot, i) {
        var ahead = i < upper.length ? -1 : 1;
        var room = dot.point.name.length * letter + 4;
        for (var step = 0; step < (narrow ? 16 : 30); step++) {
          var away = ahead * NAME_STEP * (step % 4 === 0 ? -step / 4 : step - Math.floor(step / 4)); // rather ahead
          var gap = step === 0 ? 10 : 20;
          var sides = [dot.at[0] + gap, dot.at[0] - gap - room];
          for (var side = 0; side < 2; side++) {
            var place = box(sides[side], dot.at[1] + away, room, NAME_STEP - 1);
            if (fits(place, area) && taken.every(function (other) { return apart(place, other); })) {
              taken.push(place);
              names.push({point: dot.point, from: dot.at, x: sides[side], y: dot.at[1] + away, room: room,
                far: step > 0, rightwards: side === 0});
              return;
            }
          }
        }
      });
    return names;
  }

  function drawn(name) {
    var text = {type: 'text', style: {text: name.point.name, x: name.x, y: name.y, fill: theme.ink,
      fontSize: narrow ? 11 : 12, fontFamily: theme.font, textVerticalAlign: 'middle',
      backgroundColor: theme.paper}};
    return name.far ? [text, {type: 'polyline',
      shape: {points: [name.from, [name.rightwards ? name.x - 3 : name.x + name.room, name.y]]},
      style: {stroke: theme.axis, fill: 'none', lineWidth: 1}}] : [text];
  }

  function box(x, middle, wide, high) {
    return {left: x, right: x + wide, top: middle - high / 2, bottom: middle + high / 2};
  }

  function apart(one, other) {
    return one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
  }

  function fits(place, area) {
    return place.left >= area.x && place.right <= area.x + area.width + 16 + padOf(settings)
      && place.top >= area.y - 4 && place.bottom <= area.y + area.height;
  }
}
