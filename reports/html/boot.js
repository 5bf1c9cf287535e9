(function () {
  'use strict';
  var root = document.documentElement;
  var plots = [];
  // The width of the text on A4, in pixels, and of a chart beside its table.
  var PAPER = 680, PAPER_SLIM = 420;

  function colour(name) {
    return getComputedStyle(root).getPropertyValue('--' + name).trim();
  }

  // Theme: all colours come from the style sheet, so light, dark and print agree.
  function theme() {
    var ink = colour('ink'), soft = colour('soft'), rule = colour('rule');
    var font = getComputedStyle(document.body).fontFamily;
    var axis = {
      axisLine: { show: true, lineStyle: { color: rule } },
      axisTick: { show: false },
      axisLabel: { color: ink, fontSize: 13, hideOverlap: false },
      nameTextStyle: { color: soft, fontSize: 13 },
      splitLine: { show: false }
    };
    var value = JSON.parse(JSON.stringify(axis));
    value.axisLine.show = false;
    value.axisLabel.color = soft;
    value.splitLine = { show: true, lineStyle: { color: rule } };
    return {
      color: [colour('c1'), colour('c2'), colour('c3'), colour('c4'), colour('c5'), colour('c6')],
      backgroundColor: 'transparent',
      textStyle: { fontFamily: font, color: ink },
      legend: { textStyle: { color: ink, fontSize: 13 }, itemGap: 18, selectedMode: false },
      categoryAxis: axis,
      valueAxis: value,
      visualMap: { color: [colour('heat'), colour('paper')] }
    };
  }

  // Label boxes and heights follow the width at hand.
  function fit(option, box, width) {
    var kind = box.dataset.kind, rows = +box.dataset.rows, series = +box.dataset.series;
    var narrow = width < 560;
    var side = Math.round(Math.min(300, width * (narrow ? 0.4 : 0.36)));
    var lines = 1;
    option.yAxis.forEach(function (y) {
      (y.data || []).forEach(function (label) { lines = Math.max(lines, Math.ceil(label.length * 7 / side)); });
    });
    var perRow = Math.max(narrow ? 44 : 38, lines * 15 + 10) + (kind === 'bar' ? Math.max(0, series - 1) * 12 : 0);
    option.yAxis.forEach(function (y) {
      y.axisLabel = { width: side, overflow: 'break', interval: 0, lineHeight: 15, fontSize: 12.5 };
    });
    var head = 0;
    if (option.legend && option.legend.show) {
      var names = option.legend.data || option.series.map(function (s) { return s.name; });
      var long = names.reduce(function (sum, n) { return sum + n.length * 7.2 + 52; }, 0);
      head = 24 * (narrow ? names.length : Math.ceil(long / width)) + 14;
      option.legend.orient = narrow ? 'vertical' : 'horizontal';
      option.legend.itemGap = narrow ? 8 : 18;
      option.grid.forEach(function (g) { g.top = String(head); });
    }
    if (kind === 'diverging') {
      option.xAxis.forEach(function (x) {
        x.axisLabel = { formatter: function (v) { return String(Math.abs(v)); } };
      });
    }
    if (kind === 'heatmap') {
      var cell = Math.max(40, (width - side) / Math.max(1, series) - 6);
      option.xAxis.forEach(function (x) {
        x.axisLabel = { width: cell, overflow: 'break', interval: 0, lineHeight: 14, fontSize: 12 };
      });
      head = 60;
    }
    option.series.forEach(function (s) {
      if (s.label && s.label.show) {
        s.label.fontSize = 12.5;
        if (kind === 'range' && width < 760) { s.label.position = 'top'; s.label.distance = 2; }
        if (s.label.position !== 'inside' && s.label.position !== 'insideLeft') { s.label.color = colour('ink'); }
      }
      if (kind === 'range' && s.type === 'bar') {
        s.silent = true;
        if (s.itemStyle === undefined) { s.itemStyle = { color: colour('soft') }; }
      }
      if (kind === 'diverging' && s.label) {
        s.label.formatter = function (p) { return typeof p.value === 'number' ? String(Math.abs(p.value)) : ''; };
      }
      if (s.type === 'scatter') { s.z = 5; s.itemStyle = { opacity: 1 }; }
      if (kind === 'target' && s.type === 'scatter') { s.itemStyle = { color: colour('c4'), opacity: 1 }; }
    });
    return head + rows * perRow + 48;
  }

  function draw(plot) {
    var box = plot.box;
    if (plot.chart) { plot.chart.dispose(); plot.chart = null; }
    box.hidden = false;
    plot.figure.classList.add('live');
    var slim = plot.figure.classList.contains('slim');
    var width = root.classList.contains('printing') ? (slim ? PAPER_SLIM : PAPER) : box.clientWidth || PAPER;
    var option = JSON.parse(plot.text);
    // Drawn as text within the picture: no markup is made of what it says.
    option.tooltip = {
      show: true, trigger: 'item', renderMode: 'richText', confine: true,
      backgroundColor: colour('paper'), borderColor: colour('rule'), textStyle: { color: colour('ink'), fontSize: 13 }
    };
    delete option.title;
    delete option.toolbox;
    var height = fit(option, box, width);
    plot.chart = echarts.init(box, theme(), { renderer: 'svg', width: width, height: height });
    plot.chart.setOption(option);
    // With a view box the drawing shrinks with its column, on paper too.
    box.querySelector('svg').setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    plot.width = width;
  }

  function drawAll() {
    var drawn = 0, failed = 0;
    plots.forEach(function (plot) {
      try {
        draw(plot);
        drawn++;
      } catch (e) {
        // The still picture says the same; a chart that fails only stays away.
        plot.box.hidden = true;
        plot.figure.classList.remove('live');
        plot.box.dataset.error = String(e && e.message || e);
        failed++;
      }
    });
    root.dataset.chartsDrawn = String(drawn);
    root.dataset.chartsFailed = String(failed);
  }

  document.querySelectorAll('[data-chart]').forEach(function (box) {
    var data = document.getElementById('data-' + box.dataset.chart);
    if (data) { plots.push({ box: box, figure: box.closest('figure'), text: data.textContent, chart: null, width: 0 }); }
  });
  drawAll();

  var waiting = 0;
  function refit() {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      if (plots.some(function (p) { return p.box.clientWidth && p.box.clientWidth !== p.width; })) { drawAll(); }
    }, 120);
  }
  window.addEventListener('resize', refit);
  document.addEventListener('toggle', refit, true);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  window.addEventListener('beforeprint', function () {
    root.classList.add('printing');
    document.querySelectorAll('details').forEach(function (d) { d.open = true; });
    drawAll();
  });
  window.addEventListener('afterprint', function () {
    root.classList.remove('printing');
    drawAll();
  });
})();
