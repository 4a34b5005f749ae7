// Draws a chart, given as JSON, as an SVG document.
function svgOf(json) {
  'use strict';
  // ECharts 5.3.1 writes text into SVG as it is. To escape it beforehand would have it measure and cut
  // the escapes, so the characters stay away until the document is written.
  var away = {'&': '\ue000', '<': '\ue001', '>': '\ue002'};
  var back = {'\ue000': '&amp;', '\ue001': '&lt;', '\ue002': '&gt;'};
  var chart = JSON.parse(json, function (key, value) {
    return typeof value === 'string'
      ? value.replace(/[&<>]/g, function (character) { return away[character]; })
      : value;
  });
  var settings = {width: 900, dark: false, titled: true};
  var drawn = fanoutCharts.layout(chart, settings);
  var drawing = echarts.init(null, null,
    {renderer: 'svg', ssr: true, width: settings.width, height: drawn.height});
  drawing.setOption(drawn.option);
  var svg = drawing.renderToSVGString();
  drawing.dispose();
  return svg
    // The same to a browser, but known to all that read SVG.
    .replace(/dominant-baseline="central"/g, 'dy="0.35em"')
    // A name that is too long may have been cut in the middle of a character.
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, '')
    .replace(/[\ue000-\ue002]/g, function (character) { return back[character]; });
}
