// A row per case, its temperatures side by side.

function caseRows(chart, settings, theme) {
  var drawing = chart.drawing;
  var pad = padOf(settings);
  var narrow = settings.width < NARROW;
  var cells = [];
  drawing.rows.forEach(function (row, y) {
    row.cells.forEach(function (cell, slot) {
      cells.push(Object.assign({
        y: y, slot: slot - (row.cells.length - 1) / 2, numbers: chart.table.rows[cells.length]
      }, cell));
    });
  });
  var both = drawing.rows.some(function (row) { return row.cells.length > 1; });
  var band = (both ? 48 : 32) + (narrow ? 20 : 0);
  var longest = Math.max.apply(null, drawing.rows.map(function (row) { return row.name.length; }));
  var left = narrow ? pad + 22 : Math.min(settings.width * 0.5, Math.round(longest * 7.6) + 14 + pad);
  var right = cells.some(function (cell) { return cell.points.length > 1; }) ? 122 : 72;
  var top = 12;
  var plot = band * drawing.rows.length;
  var shown = cells.reduce(function (all, cell) {
    return all.concat(cell.points, [cell.value], cell.mark === null ? [] : [cell.mark]);
  }, []);
  var least = Math.min.apply(null, shown);
  var most = Math.max.apply(null, shown);

  function at(api, cell, x) {
    var point = api.coord([x, cell.y]);
    return [point[0], point[1] + cell.slot * 21 + (narrow ? 9 : 0)];
  }

  function label(cell, x, y) {
    return {type: 'text', silent: true, style: {
      text: cell.points.length > 1 && drawing.style !== 'RESPONSE' ? 'median ' + cell.label : cell.label, x: x + 8, y: y, fill: theme.ink, textVerticalAlign: 'middle',
      fontSize: 12, fontFamily: theme.font}};
  }

  function rect(x, y, width, height, fill, z) {
    return {type: 'rect', z2: z || 0, shape: {x: x, y: y - height / 2, width: width, height: height},
      style: {fill: fill}};
  }

  function barOf(cell, api, params, color) {
    var end = at(api, cell, cell.value);
    var furthest = cell.mark === null ? end[0] : Math.max(end[0], at(api, cell, cell.mark)[0] + 2);
    return [
      rect(params.coordSys.x, end[1], Math.max(1, end[0] - params.coordSys.x), 15, color[0]),
      label(cell, furthest, end[1])
    ];
  }

  function shotsOf(cell, api, color) {
    var low = at(api, cell, cell.points[0]);
    var high = at(api, cell, cell.points[cell.points.length - 1]);
    var middle = at(api, cell, cell.value);
    return [rect(low[0], low[1], high[0] - low[0], 2, color[0])]
      .concat(cell.points.map(function (point) {
        var dot = at(api, cell, point);
        return {type: 'circle', z2: 1, shape: {cx: dot[0], cy: dot[1], r: 4.5},
          style: {fill: color[0], opacity: 0.75}};
      }), [
        cell.points.length > 1 ? rect(middle[0] - 1.5, middle[1], 3, 17, color[0], 2) : null,
        label(cell, high[0] + 4, high[1])
      ]).filter(Boolean);
  }

  function quantilesOf(cell, api, color) {
    var points = cell.points.map(function (point) { return at(api, cell, point)[0]; });
    var y = at(api, cell, cell.value)[1];
    if (points.length === 0) {
      return [label(cell, at(api, cell, cell.value)[0], y)];
    }
    var last = points[points.length - 1];
    return [
      rect(points[0], y, last - points[0], 2, color[0]),
      rect(points[0], y, Math.max(2, points[2] - points[0]), 11, color[1], 1),
      rect(last - 1, y, 2, 9, color[0], 1),
      rect(points[1] - 1.5, y, 3, 17, color[0], 2),
      label(cell, last, y)
    ];
  }

  function drawn(cell, api, params, color) {
    switch (drawing.style) {
      case 'SHOTS': return shotsOf(cell, api, color);
      case 'QUANTILES':
      case 'RESPONSE': return quantilesOf(cell, api, color);
      default: return barOf(cell, api, params, color);
    }
  }

  function custom(name, color, mine, render) {
    return {
      type: 'custom', name: name, itemStyle: {color: color}, clip: false, encode: {x: 0, y: 1},
      data: mine.map(function (cell) { return [cell.value, cell.y]; }),
      renderItem: function (params, api) {
        return {type: 'group', children: render(mine[params.dataIndex], api, params)};
      }
    };
  }

  var series = temperaturesOf(cells).map(function (temperature) {
    var mine = cells.filter(function (cell) { return cell.temperature === temperature; });
    return custom(temperature, theme[temperature][0], mine, function (cell, api, params) {
      return drawn(cell, api, params, theme[temperature]);
    });
  });
  if (drawing.mark !== null) {
    var marked = cells.filter(function (cell) { return cell.mark !== null; });
    series.push(Object.assign(custom(drawing.mark, theme.ink, marked, function (cell, api) {
      var mark = at(api, cell, cell.mark);
      return [rect(mark[0] - 1.5, mark[1], 3, 20, theme.ink)];
    }), {z: 3}));
  }

  var x = drawing.logarithmic
    ? {type: 'log', min: tenBelow(least), max: Math.max(most, 10 * tenBelow(least))}
    : {type: 'value', min: Math.min(0, least), max: Math.max(0, most) || undefined};
  return {
    height: top + plot + 54,
    option: {
      grid: {left: left, right: right, top: top, height: plot},
      xAxis: timeAxis(theme, Object.assign(x, {
        name: drawing.axis, nameLocation: 'middle', nameGap: 30, splitNumber: narrow ? 3 : 6,
        axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true,
          formatter: drawing.style === 'RATIO' ? short : time, showMaxLabel: false}
      })),
      yAxis: {
        type: 'category', inverse: true,
        data: drawing.rows.map(function (row) { return row.name; }),
        axisTick: {show: false}, axisLine: {lineStyle: {color: theme.axis}},
        splitLine: {show: true, interval: 0, lineStyle: {color: theme.line}},
        axisLabel: narrow
          ? {inside: true, interval: 0, margin: 4, color: theme.ink, fontSize: 13,
            verticalAlign: 'bottom', padding: [0, 0, both ? 15 : 5, 0], fontFamily: theme.font}
          : {interval: 0, margin: 12, color: theme.ink, fontSize: 13, width: left - 14 - 12,
            overflow: 'truncate', fontFamily: theme.font},
        z: 4
      },
      tooltip: tooltip(theme, 'axis', function (all) {
        var y = all[0].value[1];
        return tableTip(chart, cells
          .filter(function (cell) { return cell.y === y; })
          .map(function (cell) { return cell.numbers; }));
      }),
      series: series
    }
  };
}
