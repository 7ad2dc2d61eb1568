<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('totp'); section>
  <#if section = "header">
    ${msg("countersignOtpTitle")}
  <#elseif section = "form">
    <p class="lead">${msg("countersignOtpMore")}</p>
    <form id="kc-otp-login-form" action="${url.loginAction}" method="post">
      <#if otpLogin.userOtpCredentials?size gt 1>
        <fieldset>
          <legend>${msg("countersignOtpWhich")}</legend>
          <#list otpLogin.userOtpCredentials as otpCredential>
            <label class="check"><input type="radio" name="selectedCredentialId" value="${otpCredential.id}"<#if otpCredential.id == otpLogin.selectedCredentialId> checked</#if>> ${otpCredential.userLabel}</label>
          </#list>
        </fieldset>
      </#if>
      <@parts.field id="otp" error="totp" label=msg("countersignOtp") autocomplete="one-time-code" mode="numeric" focus=true/>
      <button class="btn p w" id="kc-login" type="submit" name="do" value="otp">${msg("countersignContinue")}</button>
    </form>
    <@parts.others otp=false/>
  </#if>
</@layout.registrationLayout>
