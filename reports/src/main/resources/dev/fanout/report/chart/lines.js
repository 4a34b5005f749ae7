// Wall time against what was swept, a line per case and temperature, each case named at its end.

var STEP = 16; // from one name to the next

function lines(chart, settings, theme) {
  var drawing = chart.drawing;
  var narrow = settings.width < NARROW;
  var longest = Math.max.apply(null, drawing.panels.reduce(function (all, panel) {
    return all.concat(panel.lines.map(function (line) { return line.name.length; }));
  }, []));
  var left = padOf(settings) + (narrow ? 54 : 58);
  var leader = narrow ? 16 : 26; // from a line's end to its name
  var room = Math.round(Math.min(settings.width * (narrow ? 0.41 : 0.36), longest * (narrow ? 6.2 : 6.8) + 8));
  var option = {title: [], grid: [], xAxis: [], yAxis: [], series: []};
  var top = 10;
  var row = 0;

  drawing.panels.forEach(function (panel, i) {
    var ends = endsOf(panel);
    var plot = Math.max(drawing.panels.length === 1 ? 340 : 240, STEP * ends.length);
    var wide = settings.width - left - room - padOf(settings) - 8;
    // A name begins where its line ends, and that is half a band from the right where places are even.
    var halves = 2 * panel.places.length;
    var width = (wide - leader) * (drawing.spread ? 1 : halves / (halves - 1));
    option.title.push({text: panel.name, left: padOf(settings), top: top, padding: 0, textStyle: {
      color: theme.ink, fontSize: 14, fontWeight: 'bold', fontFamily: theme.font,
      width: settings.width - 2 * padOf(settings), overflow: 'truncate'}});
    top += 30;
    option.grid.push({left: left, width: width, top: top, height: plot});
    option.xAxis.push(xAxis(panel, i));
    option.yAxis.push(yAxis(panel, i));
    panel.lines.forEach(function (line) { option.series.push(seriesOf(line, i)); });
    option.series.push(floorOf(panel, i), namesOf(panel, ends, i));
    top += plot + 70;
  });
  option.tooltip = tooltip(theme, 'item', function (params) {
    return tableTip(chart, [params.data.numbers]);
  });
  return {height: top - 12, option: option};

  // Of each case the end of its line: of the last of its temperatures, which follow each other.
  function endsOf(panel) {
    return panel.lines
      .filter(function (line, i) {
        return i === panel.lines.length - 1 || panel.lines[i + 1].name !== line.name;
      })
      .map(function (line) { return {name: line.name, point: line.points[line.points.length - 1]}; });
  }

  function xAxis(panel, i) {
    var common = {
      gridIndex: i, name: drawing.axis, nameLocation: 'middle', nameGap: 30,
      splitLine: {show: false},
      axisLabel: {color: theme.ink, fontSize: narrow ? 12 : 13, hideOverlap: drawing.spread,
        interval: drawing.spread ? undefined : 0, formatter: drawing.spread ? time : undefined}
    };
    return timeAxis(theme, Object.assign(common, drawing.spread
      ? {type: 'value', min: 0, max: panel.places[panel.places.length - 1].at, splitNumber: narrow ? 2 : 6}
      : {type: 'category', data: panel.places.map(function (place) { return place.label; })}));
  }

  function yAxis(panel, i) {
    var times = panel.lines.reduce(function (all, line) {
      return all.concat(line.points.map(function (point) { return point.medianMs; }));
    }, panel.places.map(function (place) { return place.floorMs; }).filter(Boolean));
    var least = Math.min.apply(null, times);
    var most = Math.max.apply(null, times);
    var log = drawing.logarithmic || most > 20 * least;
    return timeAxis(theme, {
      gridIndex: i, type: log ? 'log' : 'value', min: log ? tenBelow(least) : 0,
      max: most * (log ? 1.5 : 1.1), splitNumber: 5,
      minorTick: {show: false, splitNumber: 9},
      minorSplitLine: {show: log, lineStyle: {color: theme.line, opacity: 0.6}},
      splitLine: {lineStyle: {color: log ? theme.axis : theme.line}},
      axisLabel: {color: theme.soft, fontSize: 12, formatter: time, showMaxLabel: false}
    });
  }

  function seriesOf(line, i) {
    var color = theme[line.temperature][0];
    return {
      type: 'line', name: line.temperature, xAxisIndex: i, yAxisIndex: i, symbol: 'circle', symbolSize: 9,
      z: 5, color: color, itemStyle: {color: color, opacity: 0.85}, lineStyle: {width: 1.8, opacity: 0.7},
      emphasis: {focus: 'series', lineStyle: {width: 3, opacity: 1}},
      data: line.points.map(function (point) {
        return {value: [point.at, point.medianMs], numbers: chart.table.rows[row++]};
      })
    };
  }

  // Between places that are spread there are floors too.
  function floorOf(panel, i) {
    var data = panel.places
      .filter(function (place) { return place.floorMs !== null; })
      .map(function (place) { return [place.at, place.floorMs]; });
    return Object.assign({
      name: 'floor', xAxisIndex: i, yAxisIndex: i, silent: true, z: 3, color: theme.ink,
      itemStyle: {color: theme.ink}, data: data
    }, drawing.spread
      ? {type: 'line', symbol: 'none', lineStyle: {color: theme.ink, width: 1.5, type: [5, 4]}}
      : {type: 'scatter', symbol: 'rect', symbolSize: [narrow ? 26 : 44, 3]});
  }

  function namesOf(panel, ends, i) {
    var last = panel.places[panel.places.length - 1].at;
    return endNames(i, last, ends.map(function (end) {
      return {name: end.name, at: [end.point.at, end.point.medianMs]};
    }), {leader: leader, room: room, narrow: narrow}, theme);
  }
}

// The names of lines at their ends; all are one item, since each makes way for the others.
function endNames(panel, last, ends, space, theme) {
  return {
    type: 'custom', name: 'names', xAxisIndex: panel, yAxisIndex: panel, silent: true, clip: false, z: 6,
    data: [[last, ends[0].at[1]]],
    renderItem: function (params, api) {
      var right = api.coord([last, ends[0].at[1]])[0];
      var placed = ends
        .map(function (end) {
          var from = api.coord(end.at);
          return {name: end.name, color: end.color, from: from, y: from[1]};
        })
        .sort(function (one, other) { return one.from[1] - other.from[1]; });
      spreadOut(placed, params.coordSys.y + params.coordSys.height);
      return {type: 'group', children: placed.reduce(function (all, each) {
        return all.concat([
          {type: 'polyline', shape: {points: [[each.from[0] + 7, each.from[1]], [right + space.leader - 4, each.y]]},
            style: {stroke: each.color || theme.axis, fill: 'none', lineWidth: 1}},
          {type: 'text', style: {text: each.name, x: right + space.leader, y: each.y, fill: theme.ink,
            fontSize: space.narrow ? 11 : 12, fontFamily: theme.font, textVerticalAlign: 'middle',
            width: space.room, overflow: 'truncate', backgroundColor: theme.paper}}
        ]);
      }, [])};
    }
  };
}

// Downwards until none covers another, then back up from the bottom.
function spreadOut(placed, bottom) {
  var i;
  for (i = 1; i < placed.length; i++) {
    placed[i].y = Math.max(placed[i].y, placed[i - 1].y + STEP);
  }
  for (i = placed.length - 1; i >= 0; i--) {
    placed[i].y = Math.min(placed[i].y, i === placed.length - 1 ? bottom : placed[i + 1].y - STEP);
  }
}
