// What single operations cost: a row per mark, in groups, on a log axis.

function scales(chart, settings, theme) {
  var panels = chart.drawing.panels;
  var pad = padOf(settings);
  var narrow = settings.width < NARROW;
  var band = narrow ? 38 : 24;
  var head = 30;
  var longest = Math.max.apply(null, panels.reduce(function (all, panel) {
    return all.concat(rowsOf(panel).map(function (row) { return row.name ? row.name.length : 0; }));
  }, []));
  var left = pad + (narrow ? 22 : Math.min(settings.width * 0.46, Math.round(longest * 6.6) + 16));
  var right = narrow ? 92 : 132;
  var option = {title: [], grid: [], xAxis: [], yAxis: [], series: []};
  var top = 8;
  var numbers = 0;

  panels.forEach(function (panel, i) {
    var rows = rowsOf(panel);
    var plot = rows.reduce(function (sum, row) { return sum + row.height; }, 0);
    var marks = rows.filter(function (row) { return row.name; });
    var least = Math.min.apply(null, marks.map(function (row) { return row.low; }));
    var most = Math.max.apply(null, marks.map(function (row) { return row.high; }));
    option.title.push({text: panel.name, left: pad, top: top, padding: 0, textStyle: {
      color: theme.ink, fontSize: 14, fontWeight: 'bold', fontFamily: theme.font}});
    top += 24;
    option.grid.push({left: left, right: right + pad, top: top, height: plot});
    option.xAxis.push(timeAxis(theme, {
      gridIndex: i, type: 'log', min: tenBelow(least), max: Math.max(most, 10 * tenBelow(least)),
      name: narrow ? panel.axis.replace(/:.*\)/, ')') : panel.axis, nameLocation: 'middle', nameGap: 30,
      axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, showMaxLabel: false,
        formatter: panel.name === 'Time' ? nanos : bytes}
    }));
    option.yAxis.push({gridIndex: i, type: 'value', inverse: true, min: 0, max: plot, show: false});
    ['measured', 'published'].forEach(function (name) {
      option.series.push(seriesOf(rows, name, i));
    });
    option.series.push(headsOf(rows, least, i));
    top += plot + 62;
  });
  option.tooltip = tooltip(theme, 'item', function (params) {
    return tableTip(chart, [params.data.numbers]);
  });
  return {height: top - 8, option: option};

  // A group's title has a row of its own; each row knows where its middle is.
  function rowsOf(panel) {
    var y = 0;
    return panel.groups.reduce(function (all, group) {
      return all.concat([{title: group.title, height: head}], group.marks.map(function (mark) {
        return Object.assign({height: band}, mark);
      }));
    }, []).map(function (row) {
      var placed = Object.assign({y: y + row.height / 2}, row);
      y += row.height;
      return placed;
    });
  }

  function nanos(value) {
    return value < 1e3 ? short(value) + ' ns' : value < 1e6 ? short(value / 1e3) + ' \u00b5s' : time(value / 1e6);
  }

  function bytes(value) {
    return value < 1e4 ? grouped(value) + ' B' : value < 1e6 ? grouped(value / 1e3) + ' kB' : grouped(value / 1e6) + ' MB';
  }

  function seriesOf(rows, name, i) {
    var color = name === 'measured' ? theme.cold[0] : theme.warm[0];
    var mine = [];
    rows.forEach(function (row) {
      if (row.name) {
        var cells = chart.table.rows[numbers + rows.filter(function (other) { return other.name; }).indexOf(row)];
        if (row.published === (name === 'published')) {
          mine.push({row: row, numbers: cells});
        }
      }
    });
    if (name === 'published') {
      numbers += rows.filter(function (row) { return row.name; }).length;
    }
    return {
      type: 'custom', name: name, xAxisIndex: i, yAxisIndex: i, color: color, itemStyle: {color: color}, clip: false, z: 4,
      data: mine.map(function (each) { return {value: [each.row.value, each.row.y], numbers: each.numbers}; }),
      renderItem: function (params, api) {
        var row = mine[params.dataIndex].row;
        var down = narrow ? 9 : 0;
        var at = api.coord([row.value, row.y]);
        var low = api.coord([row.low, row.y])[0];
        var high = api.coord([row.high, row.y])[0];
        var y = at[1] + down;
        return {type: 'group', children: [
          {type: 'rect', shape: {x: low, y: y - 1, width: Math.max(1, high - low), height: 2}, style: {fill: color}},
          row.published
            ? {type: 'polygon', shape: {points: [[at[0] - 6, y], [at[0], y - 6], [at[0] + 6, y], [at[0], y + 6]]},
              style: {fill: theme.paper, stroke: color, lineWidth: 2}}
            : {type: 'circle', shape: {cx: at[0], cy: y, r: 5}, style: {fill: color}},
          {type: 'text', silent: true, style: {text: row.label, x: Math.max(high, at[0] + 6) + 7, y: y, fill: theme.ink,
            fontSize: 12, fontFamily: theme.font, textVerticalAlign: 'middle'}},
          {type: 'text', silent: true, style: {text: row.name, x: narrow ? pad + 8 : params.coordSys.x - 12,
            y: narrow ? y - 17 : y, fill: row.published ? theme.soft : theme.ink, fontSize: narrow ? 12 : 12.5,
            fontFamily: theme.font, textVerticalAlign: 'middle', textAlign: narrow ? 'left' : 'right',
            width: narrow ? settings.width - 2 * pad - 16 : left - pad - 14, overflow: 'truncate'}}
        ]};
      }
    };
  }

  function headsOf(rows, least, i) {
    var heads = rows.filter(function (row) { return row.title; });
    return {
      type: 'custom', name: 'groups', xAxisIndex: i, yAxisIndex: i, silent: true, clip: false, z: 5,
      data: heads.map(function (row) { return [least, row.y]; }),
      renderItem: function (params, api) {
        var row = heads[params.dataIndex];
        return {type: 'text', style: {text: row.title, x: pad, y: api.coord([least, row.y])[1] + 3, fill: theme.ink,
          fontSize: 12.5, fontWeight: 'bold', fontFamily: theme.font, textVerticalAlign: 'middle'}};
      }
    };
  }
}
