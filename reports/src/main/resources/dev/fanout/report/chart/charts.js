// Makes ECharts' option of a chart: in the JVM for the SVG files, and in the page.
// Rhino reads this too, so it keeps to ECMAScript 2015 and touches the document in tooltips alone.
var fanoutCharts = (function () {
  'use strict';

  // One colour, one meaning, in all charts; told apart also by those who see no red or no green.
  var THEMES = {
    light: {
      paper: '#ffffff', ink: '#1c2024', soft: '#5c6670', line: '#e3e7eb', axis: '#b9c1c9',
      cold: ['#2f74b5', '#8ab4dc'], warm: ['#d9661f', '#f0a878'], failed: '#a3195b',
      hover: 'rgba(28, 32, 36, 0.05)'
    },
    dark: {
      paper: '#15181c', ink: '#eef1f4', soft: '#a3adb8', line: '#2b3138', axis: '#4b545e',
      cold: ['#5b9fe0', '#366a9c'], warm: ['#f0873f', '#a3551f'], failed: '#f06ba8',
      hover: 'rgba(238, 241, 244, 0.07)'
    }
  };
  // Names with spaces need no quotes, and ECharts 5.3.1 would not escape these in an SVG document.
  var FILE_FONT = 'Helvetica Neue, Helvetica, Arial, sans-serif';
  var PAGE_FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';
  var NARROW = 620;

  function time(ms) {
    var size = Math.abs(ms);
    return size === 0 ? '0' : size < 1000 ? short(ms) + ' ms' : short(ms / 1000) + ' s';
  }

  function short(number) {
    return String(Number(number.toPrecision(4)));
  }

  function grouped(count) {
    return short(count).replace(/\B(?=(\d{3})+$)/g, ',');
  }

  // A log axis has no zero: it begins at a power of ten.
  function tenBelow(least) {
    return Math.pow(10, Math.ceil(Math.log(least) / Math.LN10 - 1e-9) - 1);
  }

  function wrapped(text, width) {
    var most = Math.max(20, Math.floor(width / 6.1));
    var lines = [''];
    text.split(' ').forEach(function (word) {
      var last = lines[lines.length - 1];
      if (last !== '' && last.length + 1 + word.length > most) {
        lines.push(word);
      } else {
        lines[lines.length - 1] = last === '' ? word : last + ' ' + word;
      }
    });
    return lines;
  }

  // A file has a margin of its own; the page has one already.
  function padOf(settings) {
    return settings.titled ? 16 : 0;
  }

  function temperaturesOf(things) {
    return ['cold', 'warm'].filter(function (temperature) {
      return things.some(function (thing) { return thing.temperature === temperature; });
    });
  }

  // Tooltips: elements and text nodes, so that no name is ever read as markup.

  function element(tag, parent, text) {
    var made = document.createElement(tag);
    if (text !== undefined) {
      made.textContent = text;
    }
    if (parent) {
      parent.appendChild(made);
    }
    return made;
  }

  function tip(title, rows) {
    var box = element('div');
    box.className = 'tip';
    element('strong', box, title);
    var table = element('table', box);
    rows.forEach(function (cells) {
      var row = element('tr', table);
      cells.forEach(function (cell, i) { element(i === 0 ? 'th' : 'td', row, cell); });
    });
    return box;
  }

  // The rows of the chart's own table, turned on their side: a column each.
  function tableTip(chart, rows) {
    return tip(rows[0][0], chart.table.header.slice(1).map(function (title, i) {
      return [title].concat(rows.map(function (row) { return row[i + 1]; }));
    }));
  }

  function tooltip(theme, trigger, formatter) {
    return {
      trigger: trigger,
      confine: true,
      transitionDuration: 0,
      backgroundColor: theme.paper,
      borderColor: theme.axis,
      textStyle: {color: theme.ink, fontFamily: theme.font, fontSize: 13},
      axisPointer: {type: 'shadow', axis: 'y', shadowStyle: {color: theme.hover}, label: {show: false}},
      formatter: formatter
    };
  }

  function timeAxis(theme, extra) {
    return Object.assign({
      axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: time},
      axisLine: {show: true, onZero: false, lineStyle: {color: theme.axis}},
      axisTick: {show: false},
      splitLine: {lineStyle: {color: theme.line}},
      nameTextStyle: {color: theme.soft, fontSize: 12}
    }, extra);
  }

  // A row per case, cold beside warm.

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
    var left = narrow ? pad + 22 : Math.min(settings.width * 0.36, Math.round(longest * 7.6) + 14 + pad);
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
        text: cell.points.length > 1 ? 'median ' + cell.label : cell.label, x: x + 8, y: y, fill: theme.ink, textVerticalAlign: 'middle',
        font: '12px ' + theme.font}};
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
      return [
        rect(points[0], y, points[4] - points[0], 2, color[0]),
        rect(points[0], y, Math.max(2, points[2] - points[0]), 11, color[1], 1),
        rect(points[4] - 1, y, 2, 9, color[0], 1),
        rect(points[1] - 1.5, y, 3, 17, color[0], 2),
        label(cell, points[4], y)
      ];
    }

    function drawn(cell, api, params, color) {
      switch (drawing.style) {
        case 'SHOTS': return shotsOf(cell, api, color);
        case 'QUANTILES': return quantilesOf(cell, api, color);
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
      series.push(Object.assign(custom(drawing.mark, theme.ink, cells, function (cell, api) {
        var mark = at(api, cell, cell.mark);
        return [rect(mark[0] - 1.5, mark[1], 3, 20, theme.ink)];
      }), {z: 3}));
    }

    var x = drawing.logarithmic
      ? {type: 'log', min: tenBelow(least), max: Math.max(most, 10 * tenBelow(least))}
      : {type: 'value', min: Math.min(0, least), max: most};
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

  // Wall time against a count, a panel per case.

  function curves(chart, settings, theme) {
    var panels = chart.drawing.panels;
    var columns = settings.width < NARROW || panels.length === 1 ? 1 : 2;
    var gap = 76;
    var width = (settings.width - gap - 24 - (columns - 1) * gap) / columns;
    var plot = panels.length === 1 ? 320 : 220;
    var stride = plot + 96;
    var every = panels.reduce(function (all, panel) { return all.concat(panel.points); }, []);
    var times = every.reduce(function (all, p) { return all.concat(p.medianMs, p.floorMs); }, []);
    var counts = every.map(function (point) { return point.count; });
    var most = Math.max.apply(null, times);
    var logTime = most > 20 * Math.min.apply(null, times);
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
        gridIndex: i, type: logTime ? 'log' : 'value', min: logTime ? tenBelow(Math.min.apply(null, times)) : 0,
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
          data: panel.points.map(function (point) { return [point.count, point.floorMs]; })
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
          lineStyle: {width: panel.theory.length > 0 ? 0 : 1.5},
          data: points
        }, base));
      });
      if (panel.knee !== null) {
        var knees = panel.points.filter(function (point) { return point.count === panel.knee; });
        option.series.push(Object.assign({
          type: 'scatter', name: 'knee', symbol: 'circle', symbolSize: 22, silent: true, z: 6,
          itemStyle: {color: 'transparent', borderColor: theme.ink, borderWidth: 1.5},
          markLine: {silent: true, symbol: 'none', data: [{xAxis: panel.knee}],
            lineStyle: {color: theme.soft, width: 1, type: [3, 3]},
            label: {position: 'end', distance: 3, color: theme.ink, fontSize: 12, fontFamily: theme.font,
              formatter: 'knee: ' + panel.knee}},
          data: [[panel.knee, knees[knees.length - 1].medianMs]]
        }, base));
      }
    });
    option.tooltip = tooltip(theme, 'item', function (params) {
      return tableTip(chart, [params.data.numbers]);
    });
    return {height: 40 + stride * Math.ceil(panels.length / columns) - 34, option: option};
  }

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
        gridIndex: i, type: 'value', min: 0, max: Math.max(panel.endMs, panel.floorMs), splitNumber: settings.width < NARROW ? 4 : 8,
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
        lineStyle: {color: theme.ink, width: 1.2, type: [4, 3]}, data: [{xAxis: panel.floorMs}]};
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

  // What the colours mean, as far as the chart has them: [name, colour] each.

  function meanings(chart, theme) {
    var drawing = chart.drawing;
    switch (drawing.kind) {
      case 'CaseRows':
        return temperaturesOf(drawing.rows.reduce(function (all, row) { return all.concat(row.cells); }, []))
          .map(function (temperature) { return [temperature, theme[temperature][0]]; })
          .concat(drawing.mark === null ? [] : [[drawing.mark, theme.ink]]);
      case 'Curves':
        return temperaturesOf(drawing.panels.reduce(function (all, p) { return all.concat(p.points); }, []))
          .map(function (temperature) { return [temperature, theme[temperature][0]]; })
          .concat([['floor', theme.ink]]);
      default:
        return temperaturesOf(drawing.panels)
          .map(function (temperature) { return [temperature, theme[temperature][0]]; })
          .concat(drawing.panels.some(function (panel) {
            return panel.bars.some(function (bar) { return bar.status !== 'ok'; });
          }) ? [['failed', theme.failed]] : []);
    }
  }

  // Title and legend for a chart that stands alone, above what is there.
  function titled(chart, drawn, settings, theme) {
    var lines = wrapped(chart.description, settings.width - 2 * padOf(settings));
    var legendTop = 44 + 17 * lines.length;
    var shift = legendTop + 30;
    var option = drawn.option;
    [].concat(option.grid, option.title || []).forEach(function (part) { part.top += shift; });
    option.title = [{
      text: chart.title, subtext: lines.join('\n'), left: padOf(settings), top: 14, padding: 0, itemGap: 8,
      textStyle: {color: theme.ink, fontSize: 18, fontWeight: 'bold', fontFamily: theme.font},
      subtextStyle: {color: theme.soft, fontSize: 12, lineHeight: 17, fontFamily: theme.font}
    }].concat(option.title || []);
    var x = padOf(settings);
    option.graphic = [];
    meanings(chart, theme).forEach(function (meaning) {
      option.graphic.push(
        {type: 'rect', left: x, top: legendTop + 1, shape: {width: 12, height: 12}, style: {fill: meaning[1]}},
        {type: 'text', left: x + 18, top: legendTop + 1,
          style: {text: meaning[0], fill: theme.ink, font: '12px ' + theme.font}});
      x += 18 + 7 * meaning[0].length + 18;
    });
    drawn.height += shift;
  }

  // settings: width in pixels; dark; titled, with title and legend; panel, to show it alone.
  function layout(chart, settings) {
    var theme = Object.assign(
      {font: settings.titled ? FILE_FONT : PAGE_FONT}, settings.dark ? THEMES.dark : THEMES.light);
    var draw = {CaseRows: caseRows, Curves: curves, Timeline: timeline}[chart.drawing.kind];
    var drawn = draw(chart, settings, theme);
    Object.assign(drawn.option, {
      animation: false, backgroundColor: theme.paper, textStyle: {fontFamily: theme.font},
      legend: {show: false}
    });
    if (settings.titled) {
      titled(chart, drawn, settings, theme);
    }
    drawn.meanings = meanings(chart, theme);
    return drawn;
  }

  return {layout: layout};
})();
