// Draws the charts into the page, and keeps them in step with its width and its colours.
(function () {
  'use strict';

  var root = document.documentElement;
  var systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  var charts = JSON.parse(document.getElementById('chart-data').textContent);
  // The room for a chart on a sheet of A4 or Letter, which its box does not know before it is printed.
  var SHEET = {width: 680, height: 760};
  var printing = false;

  function dark() {
    var chosen = root.getAttribute('data-theme');
    return !printing && (chosen ? chosen === 'dark' : systemDark.matches);
  }

  function swatch(color) {
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    var rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    svg.setAttribute('width', '12');
    svg.setAttribute('height', '12');
    svg.setAttribute('aria-hidden', 'true');
    rect.setAttribute('width', '12');
    rect.setAttribute('height', '12');
    rect.setAttribute('rx', '2');
    rect.setAttribute('fill', color);
    svg.appendChild(rect);
    return svg;
  }

  var views = charts.map(function (chart) {
    var box = document.querySelector('[data-chart="' + chart.id + '"]');
    var legend = box.parentNode.querySelector('.legend');
    var panels = document.querySelector('[data-panels="' + chart.id + '"]');
    var hidden = {};
    var drawing;

    function draw() {
      var width = printing ? SHEET.width : box.clientWidth;
      var drawn = fanoutCharts.layout(chart, {
        width: width, dark: dark(), panel: panels ? Number(panels.value) : undefined
      });
      var series = drawn.option.series.map(function (one) { return one.name; });
      drawn.option.legend = {show: false, data: series, selected: {}};
      Object.keys(hidden).forEach(function (name) { drawn.option.legend.selected[name] = !hidden[name]; });
      box.style.height = drawn.height + 'px';
      box.style.zoom = printing ? Math.max(0.5, Math.min(1, SHEET.height / drawn.height)) : '';
      if (!drawing) {
        drawing = echarts.init(box, null, {renderer: 'svg'});
      }
      drawing.resize({width: width, height: drawn.height});
      drawing.setOption(drawn.option, true);
      showLegend(drawn.meanings, series);
    }

    function showLegend(meanings, series) {
      meanings.forEach(function (meaning, i) {
        var name = meaning[0];
        var entry = legend.children[i];
        if (!entry) {
          var toggles = series.indexOf(name) >= 0;
          entry = document.createElement(toggles ? 'button' : 'span');
          entry.appendChild(swatch(meaning[1]));
          entry.appendChild(document.createTextNode(name));
          if (toggles) {
            entry.type = 'button';
            entry.setAttribute('aria-pressed', 'true');
            entry.addEventListener('click', function () {
              hidden[name] = !hidden[name];
              entry.setAttribute('aria-pressed', String(!hidden[name]));
              drawing.dispatchAction({type: hidden[name] ? 'legendUnSelect' : 'legendSelect', name: name});
            });
          }
          legend.appendChild(entry);
        }
        entry.querySelector('rect').setAttribute('fill', meaning[1]);
      });
    }

    if (panels) {
      chart.drawing.panels.forEach(function (panel, i) {
        panels.add(new Option(panel.name + ', ' + panel.temperature, String(i)));
      });
      panels.addEventListener('change', draw);
    }
    return draw;
  });

  function drawAll() {
    views.forEach(function (draw) { draw(); });
  }

  var button = document.getElementById('theme');
  function nameButton() {
    button.textContent = dark() ? 'Light colours' : 'Dark colours';
  }
  button.hidden = false;
  button.addEventListener('click', function () {
    root.setAttribute('data-theme', dark() ? 'light' : 'dark');
    nameButton();
    drawAll();
  });
  systemDark.addEventListener('change', function () {
    nameButton();
    drawAll();
  });

  var width = root.clientWidth;
  var pending;
  window.addEventListener('resize', function () {
    if (root.clientWidth !== width) {
      width = root.clientWidth;
      cancelAnimationFrame(pending);
      pending = requestAnimationFrame(drawAll);
    }
  });
  window.addEventListener('beforeprint', function () { printing = true; drawAll(); });
  window.addEventListener('afterprint', function () { printing = false; drawAll(); });

  nameButton();
  drawAll();
})();
