<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false>
<#assign agency = realm.getAttribute("countersign.name")!(realm.displayName!realm.name)>
<#assign look = realm.getAttribute("countersign.look")!"0">
<#assign ours = "/realms/" + realm.name?url('UTF-8') + "/countersign">
<!DOCTYPE html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex, nofollow">
  <meta name="color-scheme" content="light dark">
  <title><#nested "header"> · ${agency}</title>
  <link rel="icon" href="${url.resourcesPath}/img/favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${url.resourcesPath}/css/tokens.css">
  <link rel="stylesheet" href="${ours}/brand.css?v=${look}">
  <link rel="stylesheet" href="${url.resourcesPath}/css/sign-in.css">
  <script type="module" src="${url.resourcesPath}/js/page.js"></script>
</head>
<body>
<main class="l" id="kc-content">
  <div class="bx">
    <p class="agency">
      <#if realm.getAttribute("countersign.logo")??>
        <img class="mark" src="${ours}/logo?v=${look}" alt="">
      <#else>
        <span class="mark" aria-hidden="true">${agency?substring(0, 1)?upper_case}</span>
      </#if>
      <b>${agency}</b>
    </p>
    <h1 id="kc-page-title"><#nested "header"></h1>
    <#if displayMessage && message?has_content && (message.type != 'warning' || !isAppInitiatedAction??)>
      <div class="msg ${message.type}" role="<#if message.type = 'error'>alert<#else>status</#if>">${kcSanitize(message.summary)?no_esc}</div>
    </#if>
    <#nested "form">
    <#if auth?has_content && auth.showTryAnotherWayLink()>
      <form action="${url.loginAction}" method="post" class="more">
        <button class="btn w" name="tryAnotherWay" value="on">${msg("doTryAnotherWay")}</button>
      </form>
    </#if>
    <#nested "socialProviders">
    <#if displayInfo><div class="info"><#nested "info"></div></#if>
    <footer>
      <span class="runs"><svg viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6"/><path d="M5 12.200l3.400 3.600 5.600-7.600M10.600 15.200l.8.700 7.600-8.600"/></svg>${msg("countersignRunsOn")}</span>
      <#if realm.internationalizationEnabled && locale.supported?size gt 1>
        <nav aria-label="${msg("languages")}">
          <#list locale.supported as l>
            <#if l.languageTag != lang><a href="${l.url}" lang="${l.languageTag}" hreflang="${l.languageTag}">${l.label}</a></#if>
          </#list>
        </nav>
      </#if>
    </footer>
  </div>
</main>
<aside class="r" aria-label="${agency}">
  <svg class="art" viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true"><circle cx="560" cy="210" r="150"/><circle cx="560" cy="210" r="240"/><circle cx="560" cy="210" r="340"/><path d="M0 610c150-60 280 40 420 0s220-70 300-30v320H0z"/><path d="M0 700c120-40 260 50 400 10s240-50 320-20v210H0z"/></svg>
  <div>
    <p class="big">${msg("countersignPromise")}</p>
    <p>${msg("countersignPromiseMore")}</p>
  </div>
</aside>
</body>
</html>
</#macro>
