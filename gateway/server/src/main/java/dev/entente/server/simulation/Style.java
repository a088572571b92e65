package dev.entente.server.simulation;

/** How the page looks: on a phone, on a desk, on paper. */
final class Style {
  private Style() {}

  static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang='en'>
      <head>
      <meta charset='utf-8'>
      <meta name='viewport' content='width=device-width, initial-scale=1'>
      <title>An alliance, simulated</title>
      <style>
      body { font: 16px/1.4 system-ui, sans-serif; color: #222; background: #fff;
        max-width: 84rem; margin: 0 auto; padding: 1rem; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin-bottom: 0; }
      ul { margin-top: .3rem; padding-left: 1.2rem; }
      .partners { display: grid; gap: 1.5rem;
        grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
      figure { margin: 0; break-inside: avoid; display: flex; flex-direction: column;
        justify-content: end; }
      svg { display: block; width: 100%; height: auto; }
      svg text { font-size: 10px; fill: #555; } text.y { text-anchor: end; }
      text.x { text-anchor: middle; } svg text.word { fill: #222; font-weight: bold;
        paint-order: stroke; stroke: #fff; stroke-width: 2px; }
      path { fill: none; } .grid { stroke: #e4e4e4; } .zero { stroke: #888; }
      .mark { stroke: #222; stroke-dasharray: 1 3; }
      .owed { fill: #1b6ca833; stroke: #1b6ca8; } .window { stroke: #222; stroke-dasharray: 5 3; }
      .given { stroke: #1b6ca8; stroke-width: 1.5; }
      .received { stroke: #b3541e; stroke-width: 1.5; stroke-dasharray: 6 2; }
      .matched { fill: #2a7f62; } .missed { fill: #fff; stroke: #b00020; } .idle { fill: #ddd; }
      .legend svg { display: inline-block; width: 2rem; vertical-align: middle; }
      .legend span { white-space: nowrap; margin-right: 1rem; }
      .wide { overflow-x: auto; margin-top: 1.5rem; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: .2rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid #ddd; }
      th:first-child, td:first-child, th:last-child, td:last-child { text-align: left; }
      @media print { body { font-size: 11px; max-width: none; padding: 0; }
        .partners { grid-template-columns: 1fr 1fr; } table { font-size: 9px; } }
      </style>
      </head>
      <body>
      """;

  static final String LEGEND =
      """
      <p class='legend'>
      <span><svg viewBox='0 0 32 10'><path class='owed' d='M0 10V3H32V10'/></svg> exposure</span>
      <span><svg viewBox='0 0 32 10'><path class='window' d='M0 5H32'/></svg> window</span>
      <span><svg viewBox='0 0 32 10'><path class='given' d='M0 5H32'/></svg> given</span>
      <span><svg viewBox='0 0 32 10'><path class='received' d='M0 5H32'/></svg> received</span>
      <span><svg viewBox='0 0 32 10'><rect class='matched' x='1' y='2' width='30' height='6'/></svg>
      round matched</span>
      <span><svg viewBox='0 0 32 10'><rect class='missed' x='1' y='2' width='30' height='6'/></svg>
      missed</span>
      <span><svg viewBox='0 0 32 10'><rect class='idle' x='1' y='2' width='30' height='6'/></svg>
      nothing moved</span>
      </p>
      """;
}
