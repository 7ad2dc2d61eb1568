<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('password'); section>
  <#if section = "header">
    ${msg("countersignPasswordTitle")}
  <#elseif section = "form">
    <#if (alternatives!"") != "stranger"><p class="lead">${msg("countersignPasswordKnown")}</p></#if>
    <form id="kc-form-login" action="${url.loginAction}" method="post">
      <#if attempted?has_content>
        <div class="who"><span id="kc-attempted-username">${attempted}</span></div>
        <input class="sr" type="text" value="${attempted}" autocomplete="username" tabindex="-1" readonly aria-hidden="true">
      </#if>
      <@parts.secret id="password" label=msg("password") focus=true/>
      <button class="btn p w" id="kc-login" type="submit" name="do" value="password">${msg("countersignSignIn")}</button>
      <#if (alternatives!"") = "stranger">
        <p class="links">
          <button class="link" id="forgotten" type="submit" name="do" value="forgotten">${msg("countersignForgotten")}</button>
          <button class="link" type="submit" name="do" value="other-name">${msg("countersignOtherName")}</button>
        </p>
        <p class="or">${msg("countersignOr")}</p>
        <button class="btn w" id="mail-code" type="submit" name="do" value="mail"><svg class="i" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3.500h12v9H2zM2 4l6 5 6-5"/></svg>${msg("countersignMailMe")}</button>
      </#if>
    </form>
    <@parts.others otp=false/>
  </#if>
</@layout.registrationLayout>
