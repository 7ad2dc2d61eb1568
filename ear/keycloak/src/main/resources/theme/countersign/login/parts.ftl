<#-- A labelled field; its error stands below it and is tied to it. -->
<#macro field id label name=id error=name type="text" value="" autocomplete="off" mode="" focus=false more="">
  <div class="f">
    <label for="${id}">${label}</label>
    <input class="in<#if messagesPerField.existsError(error)> bad</#if>" id="${id}" name="${name}" type="${type}" value="${value}"
           autocomplete="${autocomplete}" dir="ltr"<#if mode?has_content> inputmode="${mode}"</#if><#if focus> autofocus</#if>
           <#if messagesPerField.existsError(error)>aria-invalid="true" aria-describedby="${id}-error"<#elseif more?has_content>aria-describedby="${id}-more"</#if>>
    <#if messagesPerField.existsError(error)>
      <p class="err" id="${id}-error" role="alert">${kcSanitize(messagesPerField.get(error))?no_esc}</p>
    <#elseif more?has_content>
      <p class="hint" id="${id}-more">${more}</p>
    </#if>
  </div>
</#macro>

<#-- A field for a secret, with a button that shows what was typed. -->
<#macro secret id label name=id error=name autocomplete="current-password" focus=false more="">
  <div class="f">
    <label for="${id}">${label}</label>
    <div class="secret">
      <input class="in<#if messagesPerField.existsError(error)> bad</#if>" id="${id}" name="${name}" type="password" autocomplete="${autocomplete}" dir="ltr"<#if focus> autofocus</#if>
             <#if messagesPerField.existsError(error)>aria-invalid="true" aria-describedby="${id}-error"<#elseif more?has_content>aria-describedby="${id}-more"</#if>>
      <button class="btn" type="button" aria-controls="${id}" aria-pressed="false" aria-label="${msg("showPassword")}" data-shows="${id}" hidden>${msg("countersignShow")}</button>
    </div>
    <#if messagesPerField.existsError(error)>
      <p class="err" id="${id}-error" role="alert">${kcSanitize(messagesPerField.get(error))?no_esc}</p>
    <#elseif more?has_content>
      <p class="hint" id="${id}-more">${more}</p>
    </#if>
  </div>
</#macro>

<#-- What else would do, for somebody who is known. -->
<#macro others passkey=true otp=true>
  <#local known = (alternatives!"") != "stranger">
  <#if known && ((passkey && (alternatives!"")?contains("passkey")) || (otp && (alternatives!"")?contains("otp")))>
    <p class="or">${msg("countersignOr")}</p>
    <form action="${url.loginAction}" method="post" class="stack">
      <#if passkey && alternatives?contains("passkey")><button class="btn w" name="do" value="passkey">${msg("countersignUsePasskey")}</button></#if>
      <#if otp && alternatives?contains("otp")><button class="btn w" name="do" value="use-otp">${msg("countersignUseOtp")}</button></#if>
    </form>
  </#if>
</#macro>

<#macro otherDevices>
  <label class="check"><input type="checkbox" name="logout-sessions" value="on"> ${msg("logoutOtherSessions")}</label>
</#macro>

<#macro cancel>
  <#if isAppInitiatedAction??><button class="btn w" type="submit" name="cancel-aia" value="true" formnovalidate>${msg("doCancel")}</button></#if>
</#macro>
